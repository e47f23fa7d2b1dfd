namespace Wasmill.Architecture;

/// <summary>Lines that fit beside each other on a screen, and in a review.</summary>
public sealed class WidthTests
{
    private const int Most = 140;
    private const string RawQuotes = "\"\"\"";

    [Fact]
    public void No_line_is_wider_than_140_characters()
    {
        var files = new[] { "src", "tests", "bench" }.SelectMany(Checkout.Sources).ToList();
        Assert.True(files.Count >= 800, $"{files.Count} files");
        Assert.Empty(files.SelectMany(path => WideLines(path).Select(line => FormattableString.Invariant($"{path}:{line}"))));
    }

    // What a raw or verbatim string holds is data, such as a module's text or a script: it has no place to break.
    private static IEnumerable<int> WideLines(string path)
    {
        var isInside = false;
        foreach (var (index, line) in Checkout.Read(path).Split('\n').Index())
        {
            var quotes = line.Split(RawQuotes).Length - 1;
            if (line.TrimEnd('\r').Length > Most && !isInside && quotes == 0 && !line.Contains("@\"", StringComparison.Ordinal))
                yield return index + 1;
            isInside ^= quotes % 2 == 1;
        }
    }
}
