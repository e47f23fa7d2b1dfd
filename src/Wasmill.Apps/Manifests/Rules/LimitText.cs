using System.Globalization;

namespace Wasmill.Apps.Manifests.Rules;

/// <summary>Reads limits as people write them: <c>500ms</c>, <c>10s</c>, <c>2m</c>; <c>64MiB</c>, <c>512KiB</c>, or a number of bytes.</summary>
public static class LimitText
{
    /// <summary>The least memory: a page of WebAssembly.</summary>
    public const long LeastMemory = 64L << 10;

    /// <summary>The most memory: the 65,536 pages of a 32-bit memory.</summary>
    public const long MostMemory = 4L << 30;

    /// <summary>The shortest deadline; below it a call has no chance.</summary>
    public static readonly TimeSpan ShortestDeadline = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest deadline: an hour. What takes longer is no answer to a request.</summary>
    public static readonly TimeSpan LongestDeadline = TimeSpan.FromHours(1);

    private static readonly (string Suffix, double Milliseconds)[] Times = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    private static readonly (string Suffix, long Bytes)[] Sizes = [("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("", 1)];

    /// <summary>Reads a deadline.</summary>
    /// <returns>Null when the text is none, or out of the range from <see cref="ShortestDeadline"/> to <see cref="LongestDeadline"/>.</returns>
    public static TimeSpan? Deadline(string text)
    {
        foreach (var (suffix, unit) in Times)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal) || !double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
                continue;
            return count * unit >= ShortestDeadline.TotalMilliseconds && count * unit <= LongestDeadline.TotalMilliseconds ? TimeSpan.FromMilliseconds(count * unit) : null;
        }

        return null;
    }

    /// <summary>Reads a size of memory.</summary>
    /// <returns>Null when the text is none, or out of the range from <see cref="LeastMemory"/> to <see cref="MostMemory"/>.</returns>
    public static long? Memory(string text) => Bytes(text, LeastMemory, MostMemory);

    /// <summary>Reads a number of bytes.</summary>
    /// <returns>Null when the text is none, or out of range.</returns>
    public static long? Bytes(string text, long least, long most)
    {
        foreach (var (suffix, unit) in Sizes)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal) || !long.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                continue;
            return count <= most / unit && count * unit >= least ? count * unit : null;
        }

        return null;
    }
}
