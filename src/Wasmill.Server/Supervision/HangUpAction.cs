namespace Wasmill.Server.Supervision;

/// <summary>What the signal SIGHUP means to a process.</summary>
public enum HangUpAction
{
    /// <summary>The system's default.</summary>
    None,

    /// <summary>The flow is read again: the signal comes from <c>systemctl reload</c> or <c>kill -HUP</c>.</summary>
    Reload,

    /// <summary>The process stops as with Ctrl-C: the terminal that it runs in was closed.</summary>
    Stop,
}
