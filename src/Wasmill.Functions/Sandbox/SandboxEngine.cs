using Wasmill.Functions.Binary;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

/// <summary>The compiler, the pool of instances and their settings. One per process.</summary>
internal sealed unsafe class SandboxEngine : IDisposable
{
    /// <summary>The stack a guest may use. Wasmtime ends the process when it is asked for more than 2 MiB.</summary>
    public const int GuestStackBytes = 2_000_000;

    /// <summary>A host thread's stack: the guest's, and as much again and more for the host's own frames on top of it.</summary>
    public const int ThreadStackBytes = 8 << 20;

    /// <summary>Tables that a module may define.</summary>
    public const int TablesPerModule = 4;

    /// <summary>Modules with more code than this are split (see <see cref="ModuleSplitter"/>): for less, compiling twice costs nothing worth the second instance.</summary>
    private const int SplitCodeBytes = 1 << 20;

    // What makes an artefact of one build unusable in another: the package's version and every setting that changes code.
    private const string Fingerprint = "wasmtime-50.0.1;epoch;stack=2000000;opt=speed;memory=1x32";

    private readonly EpochTicker _ticker;
    private readonly SemaphoreSlim _places;
    private readonly ArtefactCache _cache;
    private readonly Action<string> _progress;
    private readonly IReadOnlyList<HostFunction> _functions;

    /// <summary>Creates the engine.</summary>
    /// <param name="cache">Keeps compiled code.</param>
    /// <param name="functions">What guests may import.</param>
    /// <param name="places">How many instances may live at once.</param>
    /// <param name="progress">Told what takes long.</param>
    public SandboxEngine(ArtefactCache cache, IReadOnlyList<HostFunction> functions, int places, Action<string> progress)
    {
        NativeHeap.ReturnLargeBlocks();
        Handle = EngineSettings.CreateEngine(places);
        _ticker = new EpochTicker(Handle);
        _places = new SemaphoreSlim(places);
        _cache = cache;
        _functions = functions;
        _progress = progress;
    }

    /// <summary>Where calls that compute for long take turns.</summary>
    public LongCalls LongCalls { get; } = new();

    /// <summary>Whether calls have begun lately.</summary>
    public bool HasNewCalls => _ticker.HasNewCalls;

    /// <summary>The native engine.</summary>
    public EngineHandle Handle { get; }

    /// <summary>The modules in use.</summary>
    public ModuleShelf Modules { get; } = new();

    /// <summary>Compiles a module or takes its code from the cache.</summary>
    /// <exception cref="FunctionLoadException">It is no module, or it imports something unknown.</exception>
    public SandboxModule Load(ReadOnlyMemory<byte> bytes, string name)
    {
        try
        {
            ModuleRecogniser.RefuseForeign(bytes, name);
            var binary = BinaryModule.Parse(bytes);
            var hasMuchCode = binary.Find(SectionId.Code).Length > SplitCodeBytes;
            if (!hasMuchCode || ModuleSplitter.Split(binary) is not { } split)
                return new SandboxModule(this, binary.Exports, Take(bytes, name, hasMuchCode), data: null);

            var code = Take(split.Code, name, hasMuchCode);
            try
            {
                return new SandboxModule(this, binary.Exports, code, Take(split.Data, name, hasMuchCode: false));
            }
            catch
            {
                Modules.Release(code);
                throw;
            }
        }
        catch (MalformedModuleException error)
        {
            throw new FunctionLoadException($"{name} is not a WebAssembly module: {error.Message}", error);
        }
        catch (SandboxException error)
        {
            throw new FunctionLoadException($"{name} is not a valid WebAssembly module: {error.Message}", error);
        }
    }

    /// <summary>Takes a place for an instance. Waits for one until the call's deadline; then the call is ended as if the queue were full.</summary>
    public void Enter(GuestCall call)
    {
        if (!_places.Wait(TimeSpan.Zero) && !_places.Wait(call.TimeLeft))
            call.End(FunctionFailure.QueueFull, "queue full: no place for another instance became free in time; try again soon");
        _ticker.Enter();
    }

    /// <summary>Gives a place back.</summary>
    public void Leave()
    {
        _ticker.Leave();
        _places.Release();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _ticker.Dispose();
        _places.Dispose();
        Handle.Dispose();
    }

    private LinkedModule Take(ReadOnlyMemory<byte> bytes, string name, bool hasMuchCode)
    {
        var key = ArtefactKey.For(bytes.Span, Fingerprint);
        return Modules.Take(key, () =>
        {
            var binary = BinaryModule.Parse(bytes);
            var bindings = ImportBindings.Find(name, binary, _functions);
            var module = Compile(key, bytes.Span, hasMuchCode);
            try
            {
                return new LinkedModule(Handle, module, bindings, binary.CountImports(ExternalKind.Memory) > 0);
            }
            catch
            {
                module.Dispose();
                throw;
            }
        });
    }

    private CompiledModuleHandle Compile(string key, ReadOnlySpan<byte> bytes, bool hasMuchCode)
    {
        if (_cache.TryFind(key) is { } path)
        {
            try
            {
                return NativeModules.Map(Handle, path);
            }
            catch (SandboxException)
            {
                // Made for another processor, or by another build of the package: compile it anew and replace it.
            }
        }

        if (hasMuchCode)
            _progress($"compiling {bytes.Length >> 20} MiB of WebAssembly for this machine (only once) ...");
        var module = NativeModules.Compile(Handle, bytes);
        _cache.Write(key, NativeModules.Serialize(module));
        if (_cache.TryFind(key) is not { } written)
            return module;
        // The compiled module lies in memory of its own; the file's pages are the system's to drop.
        module.Dispose();
        return NativeModules.Map(Handle, written);
    }
}
