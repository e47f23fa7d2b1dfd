namespace Wasmill.Broker.Sources;

/// <summary>Delays before a failed source is restarted.</summary>
internal static class RestartSchedule
{
    /// <summary>The maximum delay, without jitter. A run that lasts at least as long counts as a success.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private const double Jitter = 0.1;
    // 2^6 s exceeds the maximum delay.
    private const int LastDoubling = 6;

    /// <summary>
    /// Gets the delay after consecutive failed runs: 1 s, doubled each time, at most <see cref="Longest"/>; jitter of 10 %.
    /// </summary>
    /// <param name="failures">Number of consecutive failed runs, at least 1.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan After(int failures, double random)
    {
        var doubled = First * Math.Pow(2, Math.Min(failures - 1, LastDoubling));
        return (doubled < Longest ? doubled : Longest) * (1 + Jitter * (2 * random - 1));
    }
}
