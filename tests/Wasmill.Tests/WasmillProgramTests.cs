using Wasmill.Tests.Rig;

namespace Wasmill.Tests;

public sealed class WasmillProgramTests
{
    [Theory]
    [InlineData("descrbe", "\"descrbe\"", "did you mean \"describe\"?")]
    [InlineData("describe --ouput json", "\"--ouput\"", "did you mean \"--output\"?")]
    [InlineData("describe -o yaml", "yaml", "json")]
    [InlineData("create", "a command is missing", "broker")]
    [InlineData("create trigger", "--target", "required")]
    [InlineData("new a b c", "\"c\"", "not understood here")]
    public async Task A_wrong_command_line_is_explained_and_ends_with_2(string line, string first, string second)
    {
        await using var rig = new CommandRig();
        var outcome = (await rig.RunAsync(line.Split(' '))).Failed(2, first, second);
        Assert.Equal("", outcome.Out);
        Assert.Contains("--help\" for usage and examples.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_word_the_commands_are_listed_as_missing()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync()).Failed(2, "a command is missing", "new", "create");
    }

    [Fact]
    public async Task A_word_that_begins_with_an_at_sign_is_no_file_of_words()
    {
        await using var rig = new CommandRig();
        var words = rig.Files.Write("words", "--version");
        (await rig.RunAsync("describe", "@" + words)).Failed(1, "@" + words);
    }

    [Fact]
    public async Task Behind_two_dashes_a_word_may_begin_with_dashes()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        var outcome = (await rig.RunAsync("send-event", "--", "--hello")).Succeeded();
        Assert.Contains("--hello", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_is_cancelled_ends_with_130()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        await using var watch = rig.Start("watch");
        await watch.WaitForErrorAsync("Watching b");
        Assert.Equal(130, (await watch.InterruptAsync()).ExitCode);
    }
}
