using Wasmtime;

namespace Wasmill.Functions.Sandbox;

/// <summary>Advances an engine's epoch at a steady pace; a call whose deadline in ticks has passed is interrupted by the code that the compiler put into every loop.</summary>
internal sealed class EpochTicker : IDisposable
{
    /// <summary>How often the epoch advances: a deadline is late by two of these at most, which is nothing beside the smallest useful deadline.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private readonly Engine _engine;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    /// <summary>Starts the ticker.</summary>
    public EpochTicker(Engine engine)
    {
        _engine = engine;
        _thread = new Thread(Run) { IsBackground = true, Name = "wasmill epoch", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>The number of ticks after which a span has passed for certain.</summary>
    public static ulong Ticks(TimeSpan span) => (ulong)Math.Ceiling(span / Period) + 1;

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.Wait(Period))
            _engine.IncrementEpoch();
    }
}
