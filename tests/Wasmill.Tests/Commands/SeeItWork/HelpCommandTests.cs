using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.SeeItWork;

public sealed class HelpCommandTests
{
    [Fact]
    public async Task Help_alone_and_no_word_at_all_show_the_first_page()
    {
        await using var rig = new CommandRig();
        var first = (await rig.RunAsync("--help")).Succeeded().Out;
        Assert.Equal(first, (await rig.RunAsync("help")).Succeeded().Out);
        Assert.Equal(first, (await rig.RunAsync()).Succeeded().Out);
        Assert.Contains("\n  send-event ", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("create broker")]
    [InlineData("help")]
    public async Task The_words_of_a_command_show_its_page(string words)
    {
        await using var rig = new CommandRig();
        var own = (await rig.RunAsync([.. words.Split(' '), "--help"])).Succeeded().Out;
        Assert.Equal(own, (await rig.RunAsync(["help", .. words.Split(' ')])).Succeeded().Out);
    }

    [Theory]
    [InlineData("sned-event", "did you mean \"send-event\"?")]
    [InlineData("create brokr", "did you mean \"broker\"?")]
    [InlineData("deploy", "wasmill create target function --from FOLDER")]
    public async Task Words_that_are_no_command_are_answered(string words, string hint)
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync(["help", .. words.Split(' ')])).Failed(2, hint);
    }
}
