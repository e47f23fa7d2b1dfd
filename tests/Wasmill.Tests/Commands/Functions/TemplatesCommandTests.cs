using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Functions;

public sealed class TemplatesCommandTests
{
    [Theory]
    [InlineData("templates", false)]
    [InlineData("templates list", false)]
    [InlineData("templates install --git https://example.com", true)]
    public async Task The_templates_are_listed_whatever_is_asked_of_them(string words, bool isTold)
    {
        await using var rig = new CommandRig();
        var outcome = (await rig.RunAsync(words.Split(' '))).Succeeded();
        Assert.Contains("http-py", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("event-py", outcome.Out, StringComparison.Ordinal);
        Assert.Equal(isTold, outcome.Error.Contains("nothing to install", StringComparison.Ordinal));
    }
}
