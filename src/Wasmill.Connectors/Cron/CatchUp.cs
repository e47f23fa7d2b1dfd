namespace Wasmill.Connectors.Cron;

/// <summary>Policy for missed ticks: the broker was stopped, or the machine slept.</summary>
public enum CatchUp
{
    /// <summary>Missed ticks are skipped.</summary>
    None = 0,

    /// <summary>The last missed tick is sent, once.</summary>
    One,

    /// <summary>All missed ticks are sent in order, up to a limit.</summary>
    All,
}
