using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Events;

public sealed class LogsCommandTests
{
    [Fact]
    public async Task The_log_of_the_broker_and_its_components_is_shown_also_while_it_is_stopped()
    {
        await using var rig = new CommandRig();
        var folder = rig.MakeBroker();
        File.WriteAllText(folder.LogPath, "2026-11-24T15:00:00.000Z b | serving\n2026-11-24T15:00:01.000Z fn | hello\n");
        Assert.Equal(2, (await rig.RunAsync("logs")).Succeeded().Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("2026-11-24T15:00:01.000Z fn | hello\n", (await rig.RunAsync("logs", "fn")).Succeeded().Out);
        Assert.Equal("", (await rig.RunAsync("logs", "another")).Succeeded().Out);
    }

    [Fact]
    public async Task New_lines_are_followed_until_Ctrl_C()
    {
        await using var rig = new CommandRig();
        var folder = rig.MakeBroker();
        File.WriteAllText(folder.LogPath, "t b | one\n");
        await using var logs = rig.Start("logs", "b", "--follow");
        await logs.WaitForAsync("t b | one\n");
        File.AppendAllText(folder.LogPath, "t fn | two\nt b | three\n");
        Assert.DoesNotContain("two", await logs.WaitForAsync("t b | three\n"), StringComparison.Ordinal);
        Assert.Equal(130, (await logs.InterruptAsync()).ExitCode);
    }

    [Fact]
    public async Task A_broker_that_never_ran_has_none()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        (await rig.RunAsync("logs")).Failed(1, "\"b\"", "no log");
        (await rig.RunAsync("logs", "--broker", "c")).Failed(1, "\"c\"");
    }
}
