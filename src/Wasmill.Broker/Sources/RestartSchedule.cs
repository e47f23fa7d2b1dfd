namespace Wasmill.Broker.Sources;

/// <summary>Delays before a failed source is restarted.</summary>
internal static class RestartSchedule
{
    /// <summary>The longest wait, without jitter. A run that lasts as long counts as a success.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private const double Jitter = 0.1;
    // 2^6 s is beyond the longest wait.
    private const int LastDoubling = 6;

    /// <summary>
    /// The wait after a number of failed runs in a row: 1 s, twice as long each time, at most <see cref="Longest"/>; a tenth more or less.
    /// </summary>
    /// <param name="failures">Failed runs in a row, at least 1.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan After(int failures, double random)
    {
        var doubled = First * Math.Pow(2, Math.Min(failures - 1, LastDoubling));
        return (doubled < Longest ? doubled : Longest) * (1 + Jitter * (2 * random - 1));
    }
}
