namespace Wasmill.Architecture;

/// <summary>Lines that fit beside each other on a screen, and in a review.</summary>
public sealed class WidthTests
{
    private const int Most = 140;

    [Fact]
    public void No_file_gets_more_lines_that_are_wider_than_140_characters()
    {
        var found = new[] { "src", "tests", "bench" }.SelectMany(Checkout.Sources)
            .ToDictionary(
                path => path.Replace('\\', '/'), path => Checkout.Read(path).Split('\n').Count(line => line.TrimEnd('\r').Length > Most));
        Assert.True(found.Count >= 800, $"{found.Count} files");
        var more = found.Where(file => file.Value > Known.Wide.GetValueOrDefault(file.Key));
        Assert.Empty(more.Select(file =>
            FormattableString.Invariant($"{file.Key}: {file.Value} wide lines, {Known.Wide.GetValueOrDefault(file.Key)} known")));
        Assert.Empty(Known.Wide.Keys.Where(path => found.GetValueOrDefault(path) == 0)
            .Select(path => $"{path} has none any more: take it out of {nameof(Known)}"));
    }
}
