namespace Wasmill.Functions.Sandbox;

// Tested by: FairnessTests
/// <summary>
/// Lets the calls that compute for long take turns on half of the processors, first come, first served, so that functions that loop do not
/// slow the rest. A turn is one tick of rest and one tick of work: a quarter of the processors in total. While there is no other work, all
/// of them run.
/// </summary>
internal sealed class LongCallScheduler : IDisposable
{
    // A rest must not spin.
    private readonly ManualResetEventSlim _closing = new(false, spinCount: 0);
    private readonly object _lock = new();
    // Tickets are issued in order; those below this number have had their turn or have it now.
    private long _granted = Math.Max(1, Environment.ProcessorCount / 2);
    private long _next;

    /// <summary>Waits for a turn, and for its tick of rest.</summary>
    /// <param name="longest">The timeout.</param>
    /// <returns>True if the caller has a turn; then it must call <see cref="Leave"/>.</returns>
    public bool TryEnter(TimeSpan longest)
    {
        if (!TryTake(longest))
            return false;
        _closing.Wait(EpochTicker.Period);
        return true;
    }

    /// <summary>Ends a turn.</summary>
    public void Leave()
    {
        lock (_lock)
            PassOn();
    }

    /// <summary>Ends every rest. No call begins any more.</summary>
    public void Dispose()
    {
        // Not disposed: a call may still rest on it, and it holds nothing of the system's as long as nobody asks for its handle.
        _closing.Set();
    }

    private bool TryTake(TimeSpan longest)
    {
        var until = Environment.TickCount64 + (long)longest.TotalMilliseconds;
        lock (_lock)
        {
            var ticket = _next++;
            while (ticket >= _granted)
            {
                var left = until - Environment.TickCount64;
                if (left > 0 && Monitor.Wait(_lock, (int)Math.Min(left, int.MaxValue)))
                    continue;
                if (ticket < _granted)
                    break;
                // The turn of this ticket is unused: pass it on.
                PassOn();
                return false;
            }

            return true;
        }
    }

    private void PassOn()
    {
        _granted++;
        Monitor.PulseAll(_lock);
    }
}
