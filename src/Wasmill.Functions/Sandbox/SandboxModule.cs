using Wasmill.Functions.Binary;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

/// <summary>A loaded module, ready to be instantiated many times and by many threads at once.</summary>
internal sealed class SandboxModule : IDisposable
{
    private readonly SandboxEngine _engine;
    private readonly LinkedModule _code;
    private readonly LinkedModule? _data;
    private int _disposed;

    /// <summary>Takes one share of each half.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="exports">What the module exports.</param>
    /// <param name="code">The module, or its code half.</param>
    /// <param name="data">Its data half when it was split.</param>
    public SandboxModule(SandboxEngine engine, IReadOnlyList<ExportEntry> exports, LinkedModule code, LinkedModule? data)
    {
        _engine = engine;
        _code = code;
        _data = data;
        Exports = exports;
    }

    /// <summary>What the module exports.</summary>
    public IReadOnlyList<ExportEntry> Exports { get; }

    /// <summary>Makes a fresh instance. Waits while the pool has no room for one.</summary>
    /// <param name="call">What the guest sees of the world.</param>
    /// <exception cref="SandboxException">The start function trapped, or the memory or a table is larger than its limit.</exception>
    /// <exception cref="GuestEndedException">A host function ended the start function, or the pool had no room in time.</exception>
    public SandboxInstance Instantiate(GuestCall call)
    {
        var instance = new SandboxInstance(_engine, call, _code.Bindings);
        try
        {
            instance.Start(_code, _data);
            return instance;
        }
        catch
        {
            instance.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _engine.Modules.Release(_code);
        if (_data is not null)
            _engine.Modules.Release(_data);
    }
}
