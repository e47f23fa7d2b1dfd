using Wasmill.Functions.Binary;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Inspection;
using Wasmtime;

namespace Wasmill.Functions.Sandbox;

/// <summary>The compiler and its settings. One per process. Everything that touches Wasmtime's types lies in this folder.</summary>
internal sealed class SandboxEngine : IDisposable
{
    /// <summary>The stack a guest may use. Wasmtime ends the process when it is asked for more than 2 MiB.</summary>
    public const int GuestStackBytes = 2_000_000;

    /// <summary>A host thread's stack: the guest's, and as much again and more for the host's own frames on top of it.</summary>
    public const int ThreadStackBytes = 8 << 20;

    /// <summary>Modules with more code than this are split (see <see cref="ModuleSplitter"/>): for less, compiling twice costs nothing worth the second instance.</summary>
    private const int SplitCodeBytes = 1 << 20;

    // What makes an artefact of one build unusable in another: the package's version and every setting below that changes code.
    private const string Fingerprint = "wasmtime-50.0.1;epoch;stack=2000000;opt=speed";

    private readonly Engine _engine;
    private readonly EpochTicker _ticker;
    private readonly ArtefactCache _cache;
    private readonly Action<string> _progress;
    private readonly IReadOnlyList<HostFunction> _functions;

    /// <summary>Creates the engine.</summary>
    /// <param name="cache">Keeps compiled code.</param>
    /// <param name="functions">What guests may import.</param>
    /// <param name="progress">Told what takes long.</param>
    public SandboxEngine(ArtefactCache cache, IReadOnlyList<HostFunction> functions, Action<string> progress)
    {
        using var config = new Config()
            .WithEpochInterruption(true)
            .WithMaximumStackSize(GuestStackBytes)
            .WithMemoryInitCopyOnWrite(true)
            .WithOptimizationLevel(OptimizationLevel.Speed);
        _engine = new Engine(config);
        _ticker = new EpochTicker(_engine);
        _cache = cache;
        _functions = functions;
        _progress = progress;
    }

    /// <summary>Compiles a module or takes its code from the cache.</summary>
    /// <exception cref="FunctionLoadException">It is no module, or it imports something unknown.</exception>
    public SandboxModule Load(ReadOnlyMemory<byte> bytes, string name)
    {
        try
        {
            ModuleRecogniser.RefuseForeign(bytes, name);
            var binary = BinaryModule.Parse(bytes);
            var hasMuchCode = binary.Find(SectionId.Code).Length > SplitCodeBytes;
            var split = hasMuchCode ? ModuleSplitter.Split(binary) : null;
            return split is null
                ? new SandboxModule(_engine, _ticker, name, binary, Compile(bytes.Span, name, hasMuchCode), data: null, _functions)
                : new SandboxModule(_engine, _ticker, name, binary, Compile(split.Code, name, hasMuchCode), Compile(split.Data, name, hasMuchCode: false), _functions);
        }
        catch (MalformedModuleException error)
        {
            throw new FunctionLoadException($"{name} is not a WebAssembly module: {error.Message}", error);
        }
        catch (WasmtimeException error)
        {
            throw new FunctionLoadException($"{name} is not a valid WebAssembly module: {FirstLine(error.Message)}", error);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _ticker.Dispose();
        _engine.Dispose();
    }

    /// <summary>A message of Wasmtime's without the backtrace that follows it.</summary>
    internal static string FirstLine(string message)
    {
        var end = message.AsSpan().IndexOf('\n');
        return end < 0 ? message : message[..end].TrimEnd(':', ' ', '\r');
    }

    private Module Compile(ReadOnlySpan<byte> bytes, string name, bool hasMuchCode)
    {
        var key = ArtefactKey.For(bytes, Fingerprint);
        if (_cache.TryRead(key) is { } artefact)
        {
            try
            {
                return Module.Deserialize(_engine, name, artefact);
            }
            catch (WasmtimeException)
            {
                // Made for another processor, or by another build of the package: compile it anew and replace it.
            }
        }

        if (hasMuchCode)
            _progress($"compiling {bytes.Length >> 20} MiB of WebAssembly for this machine (only once) ...");
        var module = Module.FromBytes(_engine, name, bytes);
        _cache.Write(key, module.Serialize());
        return module;
    }
}
