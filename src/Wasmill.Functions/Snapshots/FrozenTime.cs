namespace Wasmill.Functions.Snapshots;

/// <summary>A clock that stands still, for reproducible builds.</summary>
internal sealed class FrozenTime : TimeProvider
{
    /// <summary>The only instance. It shows the first second of 1980, the earliest date in a ZIP archive.</summary>
    public static FrozenTime Instance { get; } = new();

    private static readonly DateTimeOffset Moment = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Moment;

    /// <inheritdoc />
    public override long GetTimestamp() => 0;
}
