namespace Wasmill.Apps.Building.Watching;

/// <summary>The settings for watching sources.</summary>
public sealed record WatchOptions
{
    /// <summary>The time that files must be unchanged. Small trees are polled four times as often.</summary>
    /// <value>Default 100 ms, as in Spin.</value>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Indicates whether changed components are built; otherwise another process builds them, and their modules are watched.
    /// </summary>
    /// <value>Default true.</value>
    public bool Builds { get; init; } = true;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
