namespace Wasmill.Apps.Building.Watching;

/// <summary>How sources are watched.</summary>
public sealed record WatchOptions
{
    /// <summary>How long a change must be at rest. Small folders are looked at four times as often.</summary>
    /// <value>Default 100 ms, as Spin has it.</value>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether changed components are built; otherwise somebody else builds them, and their modules are watched.</summary>
    /// <value>Default true.</value>
    public bool Builds { get; init; } = true;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
