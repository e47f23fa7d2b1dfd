using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Functions.Tests.Capabilities.Variables;

public sealed class DotenvFileTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("  export A = b c  ", "b c")]
    [InlineData("A=b # comment", "b")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("A=", "")]
    [InlineData("A=\"b # \\\"c\\\"\\n\" # comment", "b # \"c\"\n")]
    [InlineData("A='b \\n'", "b \\n")]
    [InlineData("# comment\n\nA=x=y", "x=y")]
    public void A_line_gives_a_value(string text, string value)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(value, DotenvFile.Read(folder.Write(".env", text))["A"]);
    }

    [Theory]
    [InlineData("A=b\nnothing", 2)]
    [InlineData("=b", 1)]
    [InlineData("A=\"b", 1)]
    [InlineData("A='b' c", 1)]
    public void Any_other_line_is_an_error_with_its_place(string text, int line)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(".env", text);
        Assert.Equal($"{path}:{line}: this line is not NAME=value", Assert.Throws<VariableException>(() => DotenvFile.Read(path)).Message);
    }
}
