using System.Globalization;

namespace Wasmill.CommandLine;

/// <summary>Numbers and lists in sentences.</summary>
internal static class Counted
{
    /// <summary>Returns <c>1 trigger</c> or <c>2 triggers</c>.</summary>
    public static string Of(long number, string noun)
        => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>Returns <c>a</c>, <c>a and b</c> or <c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items)
        => items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";
}
