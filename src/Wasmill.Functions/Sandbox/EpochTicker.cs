using Wasmill.Functions.Native;

using Wasmill.Functions.Sandbox.Linking;

namespace Wasmill.Functions.Sandbox;

// Tested by: ResourceAttackTests, FairnessTests
/// <summary>
/// Advances the engines' epoch at a steady pace while a call runs; a call whose deadline in ticks has passed is interrupted by the code
/// that the compiler inserted into every loop. The ticker sleeps while no call runs: a hundred wake-ups per second would keep an idle
/// machine awake.
/// </summary>
internal sealed class EpochTicker : IDisposable
{
    /// <summary>
    /// The period of the epoch. A deadline is late by at most two periods, which is negligible for the smallest useful deadline.
    /// </summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private readonly IReadOnlyList<EngineShard> _shards;
    private readonly InstanceSlots _slots;
    private readonly ManualResetEventSlim _stop = new();
    private readonly ManualResetEventSlim _busy = new();
    private readonly Thread _thread;
    // A tenth of a second: occasional calls then count as continuous work.
    private const int BusyTicks = 10;
    private int _seen;
    private volatile int _busyFor;

    /// <summary>Starts the ticker.</summary>
    /// <param name="shards">The engines.</param>
    /// <param name="slots">Shows whether calls are running.</param>
    public EpochTicker(IReadOnlyList<EngineShard> shards, InstanceSlots slots)
    {
        _shards = shards;
        _slots = slots;
        _thread = new Thread(Run) { IsBackground = true, Name = "wasmill epoch", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Invoked with every advance, on the ticker's thread.</summary>
    public Action Ticked { get; set; } = static () => { };

    /// <summary>Computes the number of ticks after which a duration has certainly passed.</summary>
    public static ulong Ticks(TimeSpan span) => (ulong)Math.Ceiling(span / Period) + 1;

    /// <summary>Indicates whether calls have begun recently.</summary>
    public bool HasNewCalls => _busyFor > 0;

    /// <summary>Starts the ticks for a call. Called after a slot was taken.</summary>
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
            var begun = _slots.Begun;
            _busyFor = begun != _seen ? BusyTicks : Math.Max(0, _busyFor - 1);
            _seen = begun;
            foreach (var shard in _shards)
                shard.AdvanceEpoch();
            Ticked();
            if (_slots.Users == 0)
                WaitForCalls();
        }
    }

    // Reset first, then check again: the check sees a call that began before it; a call that begins later finds the event reset and sets
    // it.
    private void WaitForCalls()
    {
        _busy.Reset();
        Interlocked.MemoryBarrier();
        if (_slots.Users == 0 && !_stop.IsSet)
            _busy.Wait();
    }
}
