using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

// Tested by: ResourceAttackTests, FairnessTests
/// <summary>
/// Advances the engines' epoch at a steady pace while a call runs; a call whose deadline in ticks has passed is interrupted by the code that the compiler put into
/// every loop. While none runs it sleeps: a hundred wake-ups a second would keep an idle machine awake.
/// </summary>
internal sealed class EpochTicker : IDisposable
{
    /// <summary>How often the epoch advances: a deadline is late by two of these at most, which is nothing beside the smallest useful deadline.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private readonly IReadOnlyList<EngineShard> _shards;
    private readonly InstancePlaces _places;
    private readonly ManualResetEventSlim _stop = new();
    private readonly ManualResetEventSlim _busy = new();
    private readonly Thread _thread;
    // A tenth of a second: calls that come now and then count as work of others all the time.
    private const int BusyTicks = 10;
    private int _seen;
    private volatile int _busyFor;

    /// <summary>Starts the ticker.</summary>
    /// <param name="shards">The engines.</param>
    /// <param name="places">Tells whether calls run.</param>
    public EpochTicker(IReadOnlyList<EngineShard> shards, InstancePlaces places)
    {
        _shards = shards;
        _places = places;
        _thread = new Thread(Run) { IsBackground = true, Name = "wasmill epoch", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Called with every advance, on the ticker's thread.</summary>
    public Action Ticked { get; set; } = static () => { };

    /// <summary>The number of ticks after which a span has passed for certain.</summary>
    public static ulong Ticks(TimeSpan span) => (ulong)Math.Ceiling(span / Period) + 1;

    /// <summary>Whether calls have begun lately.</summary>
    public bool HasNewCalls => _busyFor > 0;

    /// <summary>Called by whoever has taken a place, so that time passes for the call.</summary>
    public void Wake()
    {
        if (!_busy.IsSet)
            _busy.Set();
    }

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
            var begun = _places.Begun;
            _busyFor = begun != _seen ? BusyTicks : Math.Max(0, _busyFor - 1);
            _seen = begun;
            foreach (var shard in _shards)
                EngineApi.IncrementEpoch(shard.Engine.Value);
            Ticked();
            if (_places.Users == 0)
                WaitForCalls();
        }
    }

    // Reset first, then look again: a call that began before the look is seen by it, one that begins after it finds the event reset and sets it.
    private void WaitForCalls()
    {
        _busy.Reset();
        Interlocked.MemoryBarrier();
        if (_places.Users == 0 && !_stop.IsSet)
            _busy.Wait();
    }
}
