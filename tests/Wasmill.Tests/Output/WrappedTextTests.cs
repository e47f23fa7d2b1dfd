using Wasmill.Output;

namespace Wasmill.Tests.Output;

public sealed class WrappedTextTests
{
    [Theory]
    [InlineData("", 0, "")]
    [InlineData("one two", 74, "one|two")]
    [InlineData("one two", 73, "one two")]
    [InlineData("a /path/that/is/longer b", 70, "a|/path/that/is/longer|b")]
    public void Lines_end_at_blanks_within_80_columns(string text, int indentation, string lines)
        => Assert.Equal(lines.Split('|'), WrappedText.Of(text, indentation));

    [Theory]
    [InlineData("one two three", "one two three")]
    [InlineData("one two three four", "one two three|four")]
    [InlineData("  one two three four", "  one two|  three four")]
    [InlineData("one   two\n  one two three\n", "one   two|  one two|  three|")]
    [InlineData("\none two three four", "|one two three|four")]
    [InlineData("a-path-without-a-blank b", "a-path-without-a-blank|b")]
    [InlineData("\ufdd1one\ufdd3 two three", "\ufdd1one\ufdd3 two three")]
    public void Wide_lines_are_broken_and_keep_their_indentation(string text, string lines)
        => Assert.Equal(lines.Replace('|', '\n'), WrappedText.Fit(text, 13));
}
