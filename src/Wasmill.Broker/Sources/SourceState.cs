namespace Wasmill.Broker.Sources;

/// <summary>The state of a source.</summary>
public enum SourceState
{
    /// <summary>The source is being created.</summary>
    Starting = 0,

    /// <summary>The source publishes events.</summary>
    Running,

    /// <summary>The source waits: after a failure, or because the broker or the remote side requested a pause.</summary>
    Waiting,

    /// <summary>The source was stopped or has no more events.</summary>
    Stopped,
}
