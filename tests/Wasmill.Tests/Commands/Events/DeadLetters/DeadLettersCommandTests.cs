using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Events.DeadLetters;

public sealed class DeadLettersCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dead_letters_are_listed_shown_redelivered_and_deleted()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        sink.Status = 400;
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, Cancel);
        await GiveUpAsync(rig, "e1");
        await GiveUpAsync(rig, "e2");
        var list = (await rig.RunAsync("deadletters", "list")).Succeeded();
        Assert.Matches(
            "Number +Time +Trigger +Type +Event +Reason\n"
                + "\\d+ +\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ +all +\\S+ +e1 +refused\n  .*400.* \\(1 attempt\\)\n",
            list.Out);
        Assert.Contains("deadletters show", list.Error, StringComparison.Ordinal);

        var rows = (await rig.RunAsync("deadletters", "list", "--trigger", "all", "--reason", "refused", "-o", "json")).Succeeded().Json();
        Assert.Equal(2, rows.GetArrayLength());
        var number = rows[0].GetProperty("number").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            "e1",
            (await rig.RunAsync("deadletters", "show", number, "-o", "json")).Succeeded().Json()
                .GetProperty("event").GetProperty("id").GetString());

        sink.Status = 202;
        Assert.Equal("1 dead letter redelivered\n", (await rig.RunAsync("deadletters", "replay", number)).Succeeded().Out);
        await sink.WaitForAsync("e1", 2);
        Assert.Equal(
            1, (await rig.RunAsync("deadletters", "purge", "--all", "-o", "json")).Succeeded().Json().GetProperty("count").GetInt64());
        Assert.Equal("No dead letters\n", (await rig.RunAsync("deadletters", "list")).Succeeded().Out);
    }

    [Fact]
    public async Task A_dead_letter_is_shown_with_the_times_and_reasons_of_its_attempts_and_its_event()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        (sink.Status, sink.FailFirst) = (400, 1);
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, Cancel);
        await GiveUpAsync(rig, "e1");
        var shown = (await rig.RunAsync("deadletters", "show", "1")).Succeeded();
        const string Time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
        Assert.Matches(
            $"^Dead letter 1\n  time      {Time}\n  trigger   all -> sink\n  event     e1 \\(.*\\)\n  reason    refused: .*400.*\n"
                + $"  attempts  2\n    1  {Time}  .*503.*\n    2  {Time}  .*400.*\n.*cloudevents.Event\n",
            shown.Out);
        Assert.Contains("  id: e1\n", shown.Out, StringComparison.Ordinal);
        Assert.Contains("\"wasmill deadletters replay 1\"", shown.Error, StringComparison.Ordinal);
        Assert.Matches($"\"wasmill logs sink --since {Time}\"", shown.Error);
    }

    [Fact]
    public async Task Ages_and_triggers_choose()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        sink.Status = 400;
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, Cancel);
        await GiveUpAsync(rig, "e1");
        Assert.Equal("0 dead letters deleted\n", (await rig.RunAsync("deadletters", "purge", "--older-than", "1h")).Succeeded().Out);
        Assert.Equal("No dead letters\n", (await rig.RunAsync("deadletters", "list", "--trigger", "another")).Succeeded().Out);
        Assert.Equal("1 dead letter deleted\n", (await rig.RunAsync("deadletters", "purge", "--reason", "refused")).Succeeded().Out);
    }

    [Fact]
    public async Task On_a_terminal_a_question_comes_before_they_are_deleted()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        sink.Status = 400;
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, Cancel);
        await GiveUpAsync(rig, "e1");
        (await rig.TypeAsync("n\n", "deadletters", "purge", "--all")).Failed(1, "This cannot be undone. [y/N] ", "nothing was deleted");
        Assert.Equal("1 dead letter deleted\n", (await rig.TypeAsync("y\n", "deadletters", "purge", "--all")).Succeeded().Out);
    }

    [Theory]
    [InlineData(2, "--all", "replay")]
    [InlineData(2, "--all", "purge")]
    [InlineData(2, "\"soon\"", "list --older-than soon")]
    [InlineData(2, "one", "show one")]
    [InlineData(2, "", "show")]
    [InlineData(1, "7", "show 7")]
    [InlineData(1, "\"x\"", "list --broker x")]
    public async Task What_is_wrong_is_told(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        (await rig.RunAsync(["deadletters", .. words.Split(' ')])).Failed(code, reason);
    }

    private static async Task GiveUpAsync(CommandRig rig, string id)
        => (await rig.RunAsync("send-event", "--wait", "--id", id, "{}")).EndedWith(1);
}
