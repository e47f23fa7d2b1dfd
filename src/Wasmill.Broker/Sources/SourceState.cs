namespace Wasmill.Broker.Sources;

/// <summary>The state of a source.</summary>
public enum SourceState
{
    /// <summary>It is being made.</summary>
    Starting = 0,

    /// <summary>It gives events as they come.</summary>
    Running,

    /// <summary>It waits: after a failure, or because the broker or the other side wants a pause.</summary>
    Waiting,

    /// <summary>It was stopped, or has nothing more to give.</summary>
    Stopped,
}
