namespace Wasmill.Architecture;

/// <summary>Lines that fit beside each other on a screen, and in a review.</summary>
public sealed class WidthTests
{
    private const int Most = 140;

    // The counts of Known.Wide may only shrink: a file that has fewer wide lines than it says is told as well.
    [Fact]
    public void No_line_is_wider_than_140_characters()
        => Known.Compare(Known.Wide, new[] { "src", "tests", "bench" }.SelectMany(Checkout.Sources)
            .Select(path => (Path: path.Replace('\\', '/'), Count: Checkout.Read(path).Split('\n').Count(line => line.TrimEnd('\r').Length > Most)))
            .Where(file => file.Count > 0)
            .Select(file => FormattableString.Invariant($"{file.Path}: {file.Count}")));
}
