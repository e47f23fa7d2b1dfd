using System.Globalization;

namespace Wasmill.Apps.Manifests.Rules;

/// <summary>
/// Parses limits in readable form: <c>500ms</c>, <c>10s</c>, <c>2m</c>; <c>64MiB</c>, <c>512KiB</c>, or a number of bytes.
/// </summary>
public static class LimitText
{
    /// <summary>The minimum memory: one page of WebAssembly.</summary>
    public const long LeastMemory = 64L << 10;

    /// <summary>The maximum memory: the 65,536 pages of a 32-bit memory.</summary>
    public const long MostMemory = 4L << 30;

    /// <summary>The shortest deadline; no call could succeed with less.</summary>
    public static readonly TimeSpan ShortestDeadline = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest deadline: one hour. No client waits longer for a response.</summary>
    public static readonly TimeSpan LongestDeadline = TimeSpan.FromHours(1);

    private static readonly (string Suffix, double Milliseconds)[] Times = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    private static readonly (string Suffix, long Bytes)[] Sizes = [("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10), ("", 1)];

    /// <summary>Parses a deadline.</summary>
    /// <returns>Null if the text is not a duration from <see cref="ShortestDeadline"/> to <see cref="LongestDeadline"/>.</returns>
    public static TimeSpan? Deadline(string text)
    {
        foreach (var (suffix, unit) in Times)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal)
                || !double.TryParse(
                    text.AsSpan(0, text.Length - suffix.Length),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var count))
                continue;
            return count * unit >= ShortestDeadline.TotalMilliseconds && count * unit <= LongestDeadline.TotalMilliseconds
                ? TimeSpan.FromMilliseconds(count * unit)
                : null;
        }

        return null;
    }

    /// <summary>Parses a memory size.</summary>
    /// <returns>Null if the text is not a size from <see cref="LeastMemory"/> to <see cref="MostMemory"/>.</returns>
    public static long? Memory(string text) => Bytes(text, LeastMemory, MostMemory);

    /// <summary>Parses a number of bytes.</summary>
    /// <returns>Null if the text is not a size, or out of range.</returns>
    public static long? Bytes(string text, long least, long most)
    {
        foreach (var (suffix, unit) in Sizes)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal)
                || !long.TryParse(
                    text.AsSpan(0, text.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                continue;
            return count <= most / unit && count * unit >= least ? count * unit : null;
        }

        return null;
    }
}
