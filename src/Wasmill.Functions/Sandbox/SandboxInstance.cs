using System.Runtime.InteropServices;
using System.Text;
using Wasmill.Functions.Binary;
using Wasmill.Functions.Binary.Code;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Native;
using Wasmill.Functions.Sandbox.Images;
using Wasmill.Functions.Sandbox.Linking;
using Wasmill.Functions.Sandbox.Restoring;

namespace Wasmill.Functions.Sandbox;

// Tested by: HostFunctionTests, ResourceAttackTests
/// <summary>
/// One live instance in its own store. Not thread-safe. Disposed after one call, or after <c>EventsPerInstance</c> calls.
/// </summary>
internal sealed unsafe class SandboxInstance : IGuest, IHostCallTarget, IEpochTarget, IDisposable
{
    // About 20 scheduler quanta; ordinary functions finish well before.
    private const ulong LongCallTicks = 5;

    private static readonly byte[] SizeExport = Encoding.UTF8.GetBytes(MemoryRoom.SizeExport);

    private readonly SandboxEngine _engine;
    private readonly ModuleHalves _module;
    private readonly CheckedExport? _realloc;
    private readonly InstanceRestorer? _restorer;
    private readonly DeltaImage? _image;
    private ImageOverlay? _overlay;
    private (GlobalReference Global, TypedValue Value)[] _globals = [];
    private GlobalReference? _size;
    private int _restores;
    private readonly nint _store;
    private readonly nint _context;
    private GuestCall _call;
    private GCHandle _self;
    private InstanceReference _instance;
    private MemoryReference _memory;
    private FunctionReference _allocator;
    private bool _hasMemory;
    private bool _hasAllocator;
    private bool _started;
    private long _deadline;
    private bool _isLong;
    private bool _hasTurn;
    private bool _hasSlot;

    /// <summary>Takes a slot and creates the store.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="call">The first call of the instance.</param>
    /// <param name="module">The module.</param>
    /// <param name="realloc">The guest's allocator if it has one.</param>
    /// <param name="restorer">Restores the instance; null if it is never restored.</param>
    /// <param name="image">The initial memory if it differs from that of the module; otherwise null.</param>
    public SandboxInstance(
        SandboxEngine engine, GuestCall call, ModuleHalves module, CheckedExport? realloc, InstanceRestorer? restorer, DeltaImage? image)
    {
        engine.Enter(call);
        _hasSlot = true;
        _engine = engine;
        _call = call;
        _module = module;
        _realloc = realloc;
        _restorer = restorer;
        _image = image;
        _self = GCHandle.Alloc(this);
        _store = StoreApi.New(module.Code.Engine.Value, GCHandle.ToIntPtr(_self), 0);
        _context = StoreApi.Context(_store);
        call.Guest = this;
    }

    /// <inheritdoc />
    public GuestMemory Memory
    {
        get
        {
            if (!_hasMemory)
                return default;
            var memory = _memory;
            var length = StoreApi.MemoryBytes(_context, &memory);
            // Never more than the memory itself, whatever the global says.
            if (_size is { } size)
                length = Math.Min(length, (nuint)ReadPages(size) << 16);
            return new GuestMemory(new Span<byte>(StoreApi.MemoryData(_context, &memory), (int)Math.Min(length, int.MaxValue)));
        }
    }

    /// <summary>The length of the memory in bytes; 0 if it could not be created.</summary>
    public long MemoryBytes => Memory.Length;

    /// <summary>Instantiates the module, or its two halves.</summary>
    /// <exception cref="SandboxException">The start function trapped, or a limit was exceeded.</exception>
    public void Start()
    {
        var limits = _call.Grants.Limits;
        // The engine's settings refuse a module with two memories, and the half that imports a memory defines none: one memory for each
        // call.
        StoreApi.SetLimits(
            _store, limits.MemoryBytes, limits.TableElements, instances: 2, tables: SandboxSettings.TablesPerModule, memories: 1);
        StoreApi.SetEpochCallback(_store, EpochCallback.Address, (void*)GCHandle.ToIntPtr(_self), 0);
        SetDeadline();
        if (_module.Data is null)
        {
            _instance = _module.Code.Instantiate(_context, memory: null);
        }
        else
        {
            var owner = _module.Data.Instantiate(_context, memory: null);
            FindMemory(owner);
            MapOverlay();
            _instance = _module.Code.Instantiate(_context, _memory);
        }

        FindMemory(_instance);
        _started = true;
        if (_restorer is not null)
            _globals = [.. _restorer.Globals.Select(ReadNamed)];
        if (_restorer?.InitialPages is { } pages)
            SetSize(pages);
    }

    /// <summary>
    /// Restores the state of a fresh instance: (1) the memory; (2) the mutable globals. Nothing else can have changed. The guest must have
    /// returned from its last call.
    /// </summary>
    /// <returns>False if the instance must be discarded.</returns>
    public bool TryRestore()
    {
        if (_restorer is null || !_hasMemory)
            return false;

        // 1
        var memory = _memory;
        var bytes = (long)StoreApi.MemoryBytes(_context, &memory);
        var pages = _restorer.Restore(StoreApi.MemoryData(_context, &memory), bytes, _restores++, _overlay?.Baseline);
        if (pages < 0)
            return false;
        OwnBytes = pages * (long)Environment.SystemPageSize + (_image?.BytesPerInstance ?? 0);

        // 2
        foreach (var (global, value) in _globals)
        {
            var (place, initial) = (global, value);
            NativeResult.Check(StoreApi.WriteGlobal(_context, &place, &initial));
        }

        return true;
    }

    /// <summary>The memory that the instance owned after it was restored, in bytes: the pages that it does not share.</summary>
    public long OwnBytes { get; private set; }

    /// <summary>Takes a slot again for another call.</summary>
    /// <exception cref="GuestEndedException">No slot became free in time.</exception>
    public void Resume(GuestCall call)
    {
        _engine.Enter(call);
        _hasSlot = true;
        _call = call;
        _isLong = false;
        call.Guest = this;
        SetDeadline();
    }

    /// <summary>Returns the slot after a call until the next one.</summary>
    public void Suspend() => LeaveSlot();

    /// <summary>Calls an exported function.</summary>
    /// <param name="export">A function that <see cref="SandboxModule.Find"/> found in the module.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its i32 result; 0 if it has none.</returns>
    /// <exception cref="SandboxException">The guest trapped.</exception>
    public int Call(CheckedExport export, params ReadOnlySpan<int> arguments)
    {
        if (arguments.Length != export.Parameters)
            throw new ArgumentException(
                $"{Encoding.UTF8.GetString(export.Name)} has {export.Parameters} parameters but was called with {arguments.Length}",
                nameof(arguments));
        return Call(Find(export), arguments);
    }

    /// <summary>Calls an exported function without parameters and result, which may end the guest with the exit code 0.</summary>
    /// <param name="export">A function that <see cref="SandboxModule.Find"/> found in the module.</param>
    /// <exception cref="SandboxException">The guest trapped, or was ended in another way.</exception>
    public void Run(CheckedExport export)
    {
        var function = Find(export);
        RawValue unused;
        nint trap = 0;
        var error = StoreApi.Call(_context, &function, &unused, 1, &trap);
        if (_call.Ending is { Failure: FunctionFailure.Exit, ExitCode: 0 })
            NativeResult.Discard(error, trap);
        else
            NativeResult.Check(error, trap);
    }

    /// <inheritdoc />
    public uint Allocate(int alignment, int size)
    {
        // While the start function runs, there is no instance to ask: Wasmtime ends the process if it gets an instance of another store.
        if (!_started || _realloc is null)
            return 0;
        if (!_hasAllocator)
        {
            _allocator = Find(_realloc);
            _hasAllocator = true;
        }

        return (uint)Call(_allocator, 0, 0, alignment, size);
    }

    /// <summary>Reads the value of an exported global, as the bits of a 64-bit number.</summary>
    public long ReadGlobal(ReadOnlySpan<byte> export)
    {
        var (_, value) = ReadNamed(export.ToArray());
        return value.Kind is 0 or 2 ? value.Int32 : value.Int64;
    }

    /// <inheritdoc />
    public bool TryCallHost(int import, nint caller, RawValue* values)
    {
        var (module, name, function) = _module.Code.Bindings[import];
        try
        {
            if (!_hasMemory)
                FindMemoryOf(caller);
            _call.CountHostCall();
            Span<long> arguments = stackalloc long[function.Parameters.Length];
            for (var i = 0; i < arguments.Length; i++)
                arguments[i] = function.Parameters[i] is 'I' or 'F' ? values[i].Int64 : values[i].Int32;
            var result = function.Body(_call, arguments);
            if (function.Results.Length > 0)
                values[0].Int64 = result;
            return _call.Ending is null;
        }
        catch (GuestEndedException)
        {
            return false;
        }
        catch (SandboxException error)
        {
            // A host function called the guest, for example its allocator, and that call failed.
            var ending = SandboxFailure.Explain(error, _call, MemoryBytes);
            _call.Note(ending.Failure, ending.Reason);
            return false;
        }
        catch (Exception bug)
        {
            _call.Note(
                FunctionFailure.Trap,
                $"trap: {module}.{name} failed in the host; this is a bug of wasmill: {bug.GetType().Name}: {bug.Message}");
            return false;
        }
    }

    /// <summary>
    /// Decides whether the guest continues: (1) the call ends at its deadline; (2) the first time, its worker is told that the call passed
    /// the long-running threshold, and what there is of its response is sent; (3) while there is other work, the call waits for its turn.
    /// </summary>
    public bool TryContinue()
    {
        // 1
        LeaveTurn();
        var left = _engine.Time.GetElapsedTime(_engine.Time.GetTimestamp(), _deadline);
        if (left <= TimeSpan.Zero)
            return End();

        // 2
        if (!_isLong)
        {
            _isLong = true;
            _call.Worker?.NoteLongRunning();
        }

        _call.Unsent?.Send();

        // 3
        if (!_engine.HasNewCalls)
            return true;
        _hasTurn = _engine.LongCalls.TryEnter(left);
        return _hasTurn || End();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // The slot must be free before another call takes it: return it last. Until then, the memory must be that of the module again.
        LeaveTurn();
        UnmapOverlay();
        StoreApi.Delete(_store);
        _self.Free();
        LeaveSlot();
    }

    private void MapOverlay()
    {
        if (_image is null)
            return;
        _overlay = _image.Acquire();
        var memory = _memory;
        _overlay.Map(StoreApi.MemoryData(_context, &memory));
    }

    private void UnmapOverlay()
    {
        if (_overlay is null)
            return;
        var memory = _memory;
        _overlay.Unmap(StoreApi.MemoryData(_context, &memory));
        _overlay = null;
        _image!.Release();
    }

    private void SetDeadline()
    {
        var limit = _call.Grants.Limits.Deadline;
        _deadline = _engine.Time.GetTimestamp() + (long)(limit.TotalSeconds * _engine.Time.TimestampFrequency);
        StoreApi.SetEpochDeadline(_context, Math.Min(LongCallTicks, EpochTicker.Ticks(limit)));
    }

    private bool End()
    {
        _call.Note(FunctionFailure.Deadline, "the deadline has passed");
        return false;
    }

    private void LeaveSlot()
    {
        LeaveTurn();
        _call.Guest = null;
        if (_hasSlot)
            _engine.Leave();
        _hasSlot = false;
    }

    private void LeaveTurn()
    {
        if (_hasTurn)
            _engine.LongCalls.Leave();
        _hasTurn = false;
    }

    private int Call(FunctionReference function, params ReadOnlySpan<int> arguments)
    {
        // Results overwrite the arguments from the first on: there must be room for at least one.
        var values = stackalloc RawValue[arguments.Length + 1];
        values[0] = default;
        for (var i = 0; i < arguments.Length; i++)
            values[i].Int32 = arguments[i];
        nint trap = 0;
        NativeResult.Check(StoreApi.Call(_context, &function, values, (nuint)arguments.Length + 1, &trap), trap);
        return values[0].Int32;
    }

    private (GlobalReference Global, TypedValue Value) ReadNamed(byte[] export)
    {
        if (!TryFind(export, out var item) || item.Kind != ExternalItemKind.Global)
            throw new InvalidOperationException("the module no longer exports a global that it exported when it was loaded");
        TypedValue value;
        StoreApi.ReadGlobal(_context, &item.Global, &value);
        return (item.Global, value);
    }

    private void SetSize(uint pages)
    {
        var (size, value) = ReadNamed(SizeExport);
        value.Int32 = (int)pages;
        NativeResult.Check(StoreApi.WriteGlobal(_context, &size, &value));
        _globals = [.. _globals, (size, value)];
        _size = size;
    }

    private uint ReadPages(GlobalReference size)
    {
        TypedValue value;
        StoreApi.ReadGlobal(_context, &size, &value);
        return (uint)value.Int32;
    }

    private FunctionReference Find(CheckedExport export)
        => TryFind(export.Name, out var item) && item.Kind == ExternalItemKind.Function
            ? item.Function
            : throw new InvalidOperationException(
                $"the module does not export {Encoding.UTF8.GetString(export.Name)}, which it exported when it was loaded");

    private bool TryFind(ReadOnlySpan<byte> export, out ExternalItem item)
    {
        var instance = _instance;
        fixed (byte* name = export)
        fixed (ExternalItem* target = &item)
            return StoreApi.Export(_context, &instance, name, (nuint)export.Length, target) != 0;
    }

    private void FindMemory(InstanceReference instance)
    {
        ExternalItem item;
        fixed (byte* name = "memory"u8)
            _hasMemory = StoreApi.Export(_context, &instance, name, 6, &item) != 0 && item.Kind == ExternalItemKind.Memory;
        _memory = item.Memory;
    }

    // While the start function runs, there is no instance to ask for the memory.
    private void FindMemoryOf(nint caller)
    {
        ExternalItem item;
        fixed (byte* name = "memory"u8)
            _hasMemory = StoreApi.CallerExport(caller, name, 6, &item) != 0 && item.Kind == ExternalItemKind.Memory;
        _memory = item.Memory;
    }
}
