using Wasmill.Functions.Binary;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Guests.Wagi;

// Tested by: WagiTests
/// <summary>A module as a CGI program: the request in its environment, arguments and standard input, the answer on its standard output.</summary>
/// <param name="module">The module, which this takes over.</param>
/// <param name="start">The program's entry.</param>
/// <param name="arguments">The template of its arguments.</param>
internal sealed class WagiModule(SandboxModule module, CheckedExport start, string arguments) : CoreModule(module)
{
    private const string Start = "_start";

    /// <summary>Takes a module as a program.</summary>
    /// <exception cref="FunctionLoadException">It is none.</exception>
    public static WagiModule For(FunctionConfig config, SandboxModule module)
    {
        var (name, exports) = (config.Name, module.Exports);
        foreach (var (export, kind) in (ReadOnlySpan<(string, ExternalKind)>)[(Start, ExternalKind.Function), ("memory", ExternalKind.Memory)])
        {
            if (!exports.Any(candidate => candidate.Name == export && candidate.Kind == kind))
                throw new FunctionLoadException($"{name} cannot run with the executor \"wagi\": it does not export {export}, so it is no WASI command");
        }

        if (config.Limits.EventsPerInstance > 1)
            throw new FunctionLoadException($"{name} cannot answer {config.Limits.EventsPerInstance} events with one instance: with the executor \"wagi\" a program ends with its answer; leave events_per_instance out");
        var start = module.Find(Start, 0, hasResult: false)
            ?? throw new FunctionLoadException($"{name} exports {Start} with other parameters or results than a WASI command has");
        return new WagiModule(module, start, config.WagiArguments);
    }

    /// <inheritdoc />
    public override bool Accepts(string method) => true;

    /// <inheritdoc />
    public override WasiWorld World(WasiWorld world, FunctionRequest request) => world with
    {
        Environment = [.. WagiEnvironment.Variables(request), .. world.Environment],
        Arguments = WagiArguments.Fill(arguments, request.Uri),
        Input = request.Body,
        OutputIsAnswer = true,
    };

    /// <inheritdoc />
    protected override IGuestInstance Wrap(SandboxInstance instance) => new WagiInstance(instance, start);
}
