namespace Wasmill.Broker.Log.Settings;

/// <summary>When an event counts as stored.</summary>
/// <param name="Interval">Null: once it was flushed to the disk, so that it survives a loss of power. Otherwise once it was written, so
/// that it survives the end of the process, and flushed after this time at the latest.</param>
public readonly record struct Durability(TimeSpan? Interval)
{
    /// <summary>After the flush that covers it.</summary>
    public static Durability Sync => new(null);

    /// <summary>Reads <c>sync</c> or <c>interval:MILLISECONDS</c>.</summary>
    /// <returns>False when it is neither.</returns>
    public static bool TryParse(string text, out Durability durability)
    {
        const string Prefix = "interval:";
        const int LongestMilliseconds = 60_000;
        durability = Sync;
        if (text == "sync")
            return true;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)
            || !int.TryParse(
                text.AsSpan(Prefix.Length),
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var milliseconds)
            || milliseconds is < 1 or > LongestMilliseconds)
            return false;
        durability = new Durability(TimeSpan.FromMilliseconds(milliseconds));
        return true;
    }

    /// <inheritdoc />
    public override string ToString()
        => Interval is { } time ? FormattableString.Invariant($"interval:{time.TotalMilliseconds:0}") : "sync";
}
