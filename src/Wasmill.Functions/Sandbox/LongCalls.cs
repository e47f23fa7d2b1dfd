namespace Wasmill.Functions.Sandbox;

// Tested by: FairnessTests
/// <summary>
/// Lets the calls that compute for long take turns on half of the processors, first come, first served, so that functions that loop do not slow the rest. A turn is
/// a tick of rest and a tick of work: a quarter of the processors in all. While nobody else has work they all run.
/// </summary>
internal sealed class LongCalls : IDisposable
{
    private readonly ManualResetEventSlim _closing = new();
    private readonly object _lock = new();
    // Tickets are given out in order; those below this number have had their turn or have it now.
    private long _granted = Math.Max(1, Environment.ProcessorCount / 2);
    private long _next;

    /// <summary>Waits for a turn, and for its tick of rest.</summary>
    /// <param name="longest">How long at most.</param>
    /// <returns>Whether it is its turn; then <see cref="Leave"/> must follow.</returns>
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
                // Nobody will use the turn of this ticket: another gets it.
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
