namespace Wasmill.Storage;

/// <summary>Purpose of a write. It decides the effect of a failure (<see cref="FailedWrites.EffectOf"/>).</summary>
public enum WriteKind
{
    /// <summary>Events, outcomes, triggers and dead letters: a sender is told that they are safe.</summary>
    EventData,

    /// <summary>A checkpoint, the reserve, or the removal of what is no longer needed: the log holds everything without them.</summary>
    Checkpoint,

    /// <summary>Something that a user has asked to be kept: a flow, a token, a credential, the current broker.</summary>
    Settings,

    /// <summary>A note of a running process about itself, which is made anew at every start.</summary>
    State,

    /// <summary>A line of the broker's own log.</summary>
    LogLine,

    /// <summary>Standard output or standard error: a pipe that nobody reads, a file on a full disk.</summary>
    Terminal,

    /// <summary>Output of a function.</summary>
    FunctionLog,

    /// <summary>An entry of a cache.</summary>
    CacheEntry,

    /// <summary>How far a source has come: without it the source repeats more after a crash.</summary>
    Position,
}
