using Wasmill.Functions;
using Wasmill.Functions.Hosting;

namespace Wasmill.FunctionBench;

/// <summary>The folder of one run: the guests and the compiled code, so that the processes of a run share both.</summary>
internal static class BenchHome
{
    /// <summary>Creates a host with its compiled code in the folder.</summary>
    public static FunctionHost NewHost(string home) => new(new FunctionHostOptions { CacheFolder = Path.Combine(home, "cache") });

    /// <summary>Loads one of the guests: <c>event</c>, <c>event_wagi</c> or <c>python</c>.</summary>
    public static ValueTask<IFunction> LoadAsync(FunctionHost host, string home, string kind, int eventsPerInstance = 1)
        => LoadAsync(host, File.ReadAllBytes(Path.Combine(home, kind + ".wasm")), kind, eventsPerInstance);

    /// <summary>Loads a module as one of the guests.</summary>
    public static ValueTask<IFunction> LoadAsync(FunctionHost host, byte[] module, string kind, int eventsPerInstance = 1)
    {
        var config = new FunctionConfig
        {
            Name = kind,
            Kind = kind == "event_wagi" ? FunctionKind.Wagi : FunctionKind.SpinHttp,
            Limits = new FunctionLimits { EventsPerInstance = eventsPerInstance },
        };
        return host.LoadAsync(module, config, CancellationToken.None);
    }
}
