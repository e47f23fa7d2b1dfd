using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Events.Logs;

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
    }

    [Fact]
    public async Task An_unknown_component_is_an_error_and_one_that_wrote_nothing_is_not()
    {
        await using var rig = new CommandRig();
        var folder = rig.MakeBroker();
        File.WriteAllText(folder.LogPath, "2026-11-24T15:00:00.000Z wowow | hello\n");
        Assert.Equal("", (await rig.RunAsync("logs", "b")).Succeeded().Out);
        (await rig.RunAsync("logs", "wowo")).Failed(1, "the component \"wowo\" does not exist; did you mean \"wowow\"?");
        (await rig.RunAsync("logs", "wowo", "--follow")).Failed(1, "\"wowo\"");
    }

    [Fact]
    public async Task The_last_lines_and_those_since_a_time_can_be_chosen()
    {
        await using var rig = new CommandRig();
        var folder = rig.MakeBroker();
        rig.Clock.Now = new DateTimeOffset(2026, 11, 24, 15, 10, 0, TimeSpan.Zero);
        File.WriteAllText(
            folder.LogPath,
            string.Concat(Enumerable.Range(0, 10).Select(i => $"2026-11-24T15:0{i}:00.000Z {(i % 2 == 0 ? "b" : "fn")} | {i}\n")));
        Assert.Equal("89", await NumbersAsync("-n", "2"));
        Assert.Equal("79", await NumbersAsync("fn", "--tail", "2"));
        Assert.Equal("789", await NumbersAsync("--since", "3m"));
        Assert.Equal("68", await NumbersAsync("b", "--since", "2026-11-24T15:05:00Z"));
        Assert.Equal("9", await NumbersAsync("--since", "3m", "-n", "1"));
        Assert.Equal("", await NumbersAsync("-n", "0"));
        (await rig.RunAsync("logs", "--since", "soon")).Failed(2, "\"soon\" is not a valid --since");
        (await rig.RunAsync("logs", "--since", "17")).Failed(2, "\"17\" is not a valid --since");
        (await rig.RunAsync("logs", "-n", "-1")).Failed(2, "\"-1\" is not a valid --tail");

        async Task<string> NumbersAsync(params string[] words) => string.Concat(
            (await rig.RunAsync(["logs", .. words])).Succeeded().Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line[^1]));
    }

    [Fact]
    public async Task Json_has_an_object_for_each_line_whatever_the_format_of_the_log()
    {
        await using var rig = new CommandRig();
        var folder = rig.MakeBroker();
        File.WriteAllText(
            folder.LogPath,
            "2026-11-24T15:00:00.000Z fn [attempt=1] | warning: a | b\n{\"component\":\"fn\",\"message\":\"c\"}\n");
        Assert.Equal(
            "{\"time\":\"2026-11-24T15:00:00+00:00\",\"level\":\"Warning\",\"component\":\"fn\",\"message\":\"a | b\"}\n"
                + "{\"component\":\"fn\",\"message\":\"c\"}\n",
            (await rig.RunAsync("logs", "-o", "json")).Succeeded().Out);
    }

    [Fact]
    public async Task Lines_before_and_after_a_rotation_are_shown()
    {
        await using var rig = new CommandRig();
        var folder = rig.MakeBroker();
        File.WriteAllText(folder.LogPath + ".1", "t b | one\n");
        File.WriteAllText(folder.LogPath, "t b | two, longer than the first line of the next file\n");
        await using var logs = rig.Start("logs", "--follow");
        Assert.StartsWith("t b | one\nt b | two", await logs.WaitForAsync("next file\n"), StringComparison.Ordinal);
        File.Move(folder.LogPath, folder.LogPath + ".1", overwrite: true);
        File.AppendAllText(folder.LogPath + ".1", "t b | three\n");
        File.WriteAllText(folder.LogPath, "t b | four\n");
        Assert.Contains("t b | three\n", await logs.WaitForAsync("t b | four\n"), StringComparison.Ordinal);
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
