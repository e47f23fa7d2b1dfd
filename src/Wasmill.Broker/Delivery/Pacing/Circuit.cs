namespace Wasmill.Broker.Delivery.Pacing;

// Tested by: DeliveryMachineTests
/// <summary>
/// Pauses a trigger whose target is down: after ten consecutive failures it allows one delivery at a time, at growing intervals, until
/// one succeeds. The lag grows, not the number of open retries.
/// </summary>
internal sealed class Circuit
{
    private const int FailuresToOpen = 10;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private int _failures;
    private TimeSpan _pause;

    /// <summary>Time of the next probe; null while the circuit is closed.</summary>
    public DateTimeOffset? OpenUntil { get; private set; }

    /// <summary>Records a result. A refusal counts as a success here: the target is reachable.</summary>
    public void Note(bool reachable, DateTimeOffset now)
    {
        if (reachable)
        {
            Close();
            return;
        }

        // Attempts already running when the circuit opened may fail as well; only a failed probe lengthens the pause.
        if (OpenUntil is { } time && now < time || ++_failures < FailuresToOpen)
            return;
        _pause = OpenUntil is null ? FirstPause : Shorter(_pause * 2, LongestPause);
        OpenUntil = now + _pause;
    }

    /// <summary>Closes the circuit.</summary>
    public void Close()
    {
        _failures = 0;
        OpenUntil = null;
    }

    /// <summary>
    /// Gets the time until which starts are blocked; null if none. A past time means: until the running probe has ended.
    /// </summary>
    public DateTimeOffset? BlockedUntil(DateTimeOffset now, int running)
    {
        if (OpenUntil is not { } time)
            return null;
        return now < time || running > 0 ? time : null;
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
