namespace Wasmill.Broker.Log.Settings;

/// <summary>The point at which an event counts as stored.</summary>
/// <param name="Interval">
/// Null: after it is flushed to disk, so that it survives a power failure. Otherwise: after it is written, so that it survives the end
/// of the process; it is flushed within this interval.
/// </param>
public readonly record struct Durability(TimeSpan? Interval)
{
    /// <summary>After the flush that covers it.</summary>
    public static Durability Sync => new(null);

    /// <summary>Reads <c>sync</c> or <c>interval:MILLISECONDS</c>.</summary>
    /// <returns>False if the text is neither.</returns>
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
