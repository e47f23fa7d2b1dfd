namespace Wasmill.Functions.Snapshots;

/// <summary>A clock that stands still, for builds that must give the same image again.</summary>
internal sealed class FrozenTime : TimeProvider
{
    /// <summary>The only instance. It shows the first second of 1980, the earliest date of a ZIP archive.</summary>
    public static FrozenTime Instance { get; } = new();

    private static readonly DateTimeOffset Moment = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Moment;

    /// <inheritdoc />
    public override long GetTimestamp() => 0;
}
