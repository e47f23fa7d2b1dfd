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
}
