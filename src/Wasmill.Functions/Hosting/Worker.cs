using Wasmill.Functions.Native;

namespace Wasmill.Functions.Hosting;

/// <summary>
/// One worker thread and the call that it runs. A call that has computed for long gives way to the others: its thread gets a ninth of their share of a busy core,
/// so that functions that loop do not slow the rest. Such a thread is not used again, since its share cannot be restored.
/// </summary>
internal sealed class Worker
{
    // Ten turns of the scheduler or so. What a function does in its normal life is done long before.
    private static readonly TimeSpan LongestAtFullShare = TimeSpan.FromMilliseconds(50);

    private int _thread;
    // Counts calls and ends of calls, so that it is odd while one runs.
    private long _turn;
    private long _lookedTurn;
    private TimeSpan _usedBefore;
    private long _gaveWay;

    /// <summary>Notes the thread. Called on it, once, before its first call.</summary>
    public void Attach() => Volatile.Write(ref _thread, ThreadSchedule.CurrentThread());

    /// <summary>Notes that a call begins.</summary>
    public void Begin() => Volatile.Write(ref _turn, _turn + 1);

    /// <summary>Notes that a call has ended.</summary>
    /// <returns>Whether the thread can be used for another.</returns>
    public bool End()
    {
        Volatile.Write(ref _turn, _turn + 1);
        return Volatile.Read(ref _gaveWay) == 0;
    }

    /// <summary>Looks at the call that runs, if any; has the thread give way when it has used too much. Called by one thread, over and over.</summary>
    public void Look()
    {
        var thread = Volatile.Read(ref _thread);
        var turn = Volatile.Read(ref _turn);
        if (thread == 0 || turn % 2 == 0 || _gaveWay != 0 || ThreadSchedule.ProcessorTime(thread) is not { } used)
            return;
        if (turn != _lookedTurn)
        {
            // Seen for the first time: what the thread used for earlier calls does not count.
            (_lookedTurn, _usedBefore) = (turn, used);
            return;
        }

        if (used - _usedBefore > LongestAtFullShare && ThreadSchedule.TryGiveWay(thread))
            Volatile.Write(ref _gaveWay, 1);
    }
}
