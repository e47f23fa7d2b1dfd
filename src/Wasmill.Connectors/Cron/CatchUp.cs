namespace Wasmill.Connectors.Cron;

/// <summary>What becomes of ticks that came while nobody could send them: the broker was stopped, or the machine slept.</summary>
public enum CatchUp
{
    /// <summary>They are left out.</summary>
    None = 0,

    /// <summary>The last of them is sent, once.</summary>
    One,

    /// <summary>All of them are sent in order, up to a bound.</summary>
    All,
}
