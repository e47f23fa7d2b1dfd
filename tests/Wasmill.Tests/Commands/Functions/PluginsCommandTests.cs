using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Functions;

public sealed class PluginsCommandTests
{
    [Theory]
    [InlineData("plugins")]
    [InlineData("plugins install py2wasm --yes")]
    public async Task There_are_none_and_that_is_no_error(string words)
    {
        await using var rig = new CommandRig();
        Assert.Contains("no plugins", (await rig.RunAsync(words.Split(' '))).Succeeded().Out, StringComparison.Ordinal);
    }
}
