using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.SeeItWork;

// The whole demo starts processes and takes half a minute: DemoTests of the acceptance tests plays it.
public sealed class DemoCommandTests
{
    [Fact]
    public async Task A_command_that_fails_ends_the_demo_with_its_words_and_exit_code()
    {
        await using var rig = new CommandRig { Program = ["false"] };
        var outcome = (await rig.RunAsync("demo")).Failed(1, "the demo failed", "wasmill new http-py wowow", "exit code 1");
        Assert.Contains("$ wasmill new http-py wowow --accept-defaults\n", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_command_writes_is_shown_indented()
    {
        await using var rig = new CommandRig { Program = ["sh", "-c", "echo hello; echo trouble >&2; exit 3"] };
        var outcome = (await rig.RunAsync("demo")).Failed(1, "exit code 3");
        Assert.Contains("  hello\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("  trouble\n", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_takes_no_words()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("demo", "fast")).Failed(2, "\"fast\"");
    }
}
