namespace Wasmill.Storage;

/// <summary>The purposes of a write, which decide the effect of a failure (<see cref="FailedWrites.EffectOf"/>).</summary>
public enum WriteKind
{
    /// <summary>Events, outcomes, triggers and dead letters: senders rely on their durability.</summary>
    EventData,

    /// <summary>A checkpoint, the reserve, or the removal of files that are no longer needed: the log is complete without them.</summary>
    Checkpoint,

    /// <summary>Something that a user asked to store: a flow, a token, a credential, the current broker.</summary>
    Settings,

    /// <summary>State that a running process writes about itself, recreated at every start.</summary>
    State,

    /// <summary>A line of the broker's own log.</summary>
    LogLine,

    /// <summary>Standard output or standard error, such as a pipe without a reader or a file on a full disk.</summary>
    Terminal,

    /// <summary>Output of a function.</summary>
    FunctionLog,

    /// <summary>An entry of a cache.</summary>
    CacheEntry,

    /// <summary>The position of a source: without it the source repeats more events after a crash.</summary>
    Position,
}
