using Wasmill.Functions.Calls;
using Wasmill.Functions.Spin;
using Wasmtime;

namespace Wasmill.Functions.Sandbox;

/// <summary>One live instance. Used by one thread at a time and thrown away after its call.</summary>
internal sealed class SandboxInstance : IGuest, IDisposable
{
    private readonly Store _store;
    private readonly EpochTicker _ticker;
    private readonly Instance _instance;
    private readonly Memory _memory;

    /// <summary>Takes ownership of the store, and of one <see cref="EpochTicker.Enter"/>.</summary>
    public SandboxInstance(Store store, Instance instance, EpochTicker ticker)
    {
        _store = store;
        _ticker = ticker;
        _instance = instance;
        _memory = instance.GetMemory("memory") ?? throw new InvalidOperationException("the module exports no memory; this is checked when it is loaded");
    }

    /// <summary>The linear memory as it is now. Any call into the guest may move it or change its length: take it anew after each.</summary>
    public GuestMemory Memory => new(_memory.GetSpan(0, (int)Math.Min(_memory.GetLength(), int.MaxValue)));

    /// <summary>The memory's length in bytes.</summary>
    public long MemoryBytes => _memory.GetLength();

    /// <summary>Calls an exported function whose parameters are all i32.</summary>
    /// <returns>Its i32 result; 0 when it has none.</returns>
    public int Call(string export, params ReadOnlySpan<int> arguments)
    {
        var function = _instance.GetFunction(export) ?? throw new InvalidOperationException($"the module does not export {export}; this is checked when it is loaded");
        Span<ValueBox> boxes = new ValueBox[arguments.Length];
        for (var i = 0; i < boxes.Length; i++)
            boxes[i] = arguments[i];
        return function.Invoke(boxes) is int result ? result : 0;
    }

    /// <inheritdoc />
    public uint Allocate(int alignment, int size)
    {
        var allocator = _instance.GetFunction(SpinHttpExports.Realloc) is null ? SpinHttpExports.LaterRealloc : SpinHttpExports.Realloc;
        return (uint)Call(allocator, 0, 0, alignment, size);
    }

    /// <summary>The value of an exported global, as the bits of a 64-bit number.</summary>
    public long ReadGlobal(string export)
        => Convert.ToInt64(_instance.GetGlobal(export)!.GetValue(), System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public void Dispose()
    {
        _store.Dispose();
        _ticker.Leave();
    }
}
