using Wasmill.Tests.Rig;

namespace Wasmill.Tests;

public sealed class WasmillProgramTests
{
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
