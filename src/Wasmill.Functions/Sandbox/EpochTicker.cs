using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

/// <summary>
/// Advances an engine's epoch at a steady pace while a call runs; a call whose deadline in ticks has passed is interrupted by the code that the compiler put into
/// every loop. While none runs it sleeps: a hundred wake-ups a second would keep an idle machine awake.
/// </summary>
internal sealed class EpochTicker : IDisposable
{
    /// <summary>How often the epoch advances: a deadline is late by two of these at most, which is nothing beside the smallest useful deadline.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private readonly EngineHandle _engine;
    private readonly ManualResetEventSlim _stop = new();
    private readonly ManualResetEventSlim _busy = new();
    private readonly Thread _thread;
    // A tenth of a second: calls that come now and then count as work of others all the time.
    private const int BusyTicks = 10;
    private int _calls;
    // Not exact: two that count at once may count as one. Only whether it changes matters.
    private int _begun;
    private int _seen;
    private volatile int _busyFor;

    /// <summary>Starts the ticker.</summary>
    public EpochTicker(EngineHandle engine)
    {
        _engine = engine;
        _thread = new Thread(Run) { IsBackground = true, Name = "wasmill epoch", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Called with every advance, on the ticker's thread.</summary>
    public Action Ticked { get; set; } = static () => { };

    /// <summary>The number of ticks after which a span has passed for certain.</summary>
    public static ulong Ticks(TimeSpan span) => (ulong)Math.Ceiling(span / Period) + 1;

    /// <summary>Whether calls have begun lately.</summary>
    public bool HasNewCalls => _busyFor > 0;

    /// <summary>Notes that a call begins.</summary>
    public void Enter()
    {
        Volatile.Write(ref _begun, _begun + 1);
        Interlocked.Increment(ref _calls);
        if (!_busy.IsSet)
            _busy.Set();
    }

    /// <summary>Notes that a call has ended.</summary>
    public void Leave() => Interlocked.Decrement(ref _calls);

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Set();
        _busy.Set();
        _thread.Join();
        _stop.Dispose();
        _busy.Dispose();
    }

    private void Run()
    {
        while (!_stop.Wait(Period))
        {
            var begun = Volatile.Read(ref _begun);
            _busyFor = begun != _seen ? BusyTicks : Math.Max(0, _busyFor - 1);
            _seen = begun;
            EngineApi.IncrementEpoch(_engine.Value);
            Ticked();
            if (Volatile.Read(ref _calls) == 0)
                WaitForCalls();
        }
    }

    // Reset first, then look again: a call that began before the look is seen by it, one that begins after it finds the event reset and sets it.
    private void WaitForCalls()
    {
        _busy.Reset();
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _calls) == 0 && !_stop.IsSet)
            _busy.Wait();
    }
}
