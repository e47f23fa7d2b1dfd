namespace Wasmill.Broker.Engines;

/// <summary>Reason why an engine has no room.</summary>
public enum FullCause
{
    /// <summary>The engine has reached its limit: triggers have fallen behind.</summary>
    Backlog,

    /// <summary>The disk is full, or the user's quota is used up.</summary>
    Disk,
}
