using System.Text;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Events;

public sealed class SendEventCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_is_shown_sent_and_waited_for()
    {
        await using var rig = new CommandRig();
        await using var sink = await Sink.StartAsync(Cancel);
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, Cancel);
        var outcome = (await rig.RunAsync(
            "send-event", "--eventType", "order.created", "--source", "/shop", "--id", "e1", "--subject", "s", "--extension", "region=eu",
            "--wait", """{"n":1}""")).Succeeded();
        Assert.StartsWith("Destination: b(http://localhost:", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("  type: order.created\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains(
            "Response: OK\nOutcome of event e1 (order.created):\n  all -> sink: delivered (200)\n", outcome.Out, StringComparison.Ordinal);
        var got = await sink.NextAsync(Cancel);
        Assert.Equal(
            ("e1", "/shop", "s", "eu", "2026-11-24T15:00:00.000000Z"),
            (got.Headers["ce-id"], got.Headers["ce-source"], got.Headers["ce-subject"], got.Headers["ce-region"], got.Headers["ce-time"]));
        Assert.Equal(("application/json", """{"n":1}"""), (got.Headers["content-type"], Encoding.UTF8.GetString(got.Body)));
    }

    [Fact]
    public async Task Without_wait_the_id_and_the_next_step_are_shown()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        var outcome = (await rig.RunAsync("send-event", "--id", "e2", "hello", "world")).Succeeded();
        Assert.Contains("Event id: e2\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("  hello world\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Note: the 2 words are one payload: \"hello world\"\n", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("wasmill watch --last 10", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_the_position_and_the_outcome()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        var row = (await rig.RunAsync("send-event", "--id", "e3", "--wait", "-o", "json", "{}")).Succeeded().Json();
        Assert.Equal(
            ("e3", 202, 1),
            (row.GetProperty("id").GetString(), row.GetProperty("status").GetInt32(), row.GetProperty("position").GetInt64()));
        Assert.Equal("e3", row.GetProperty("outcome").GetProperty("id").GetString());
        Assert.Empty(row.GetProperty("outcome").GetProperty("deliveries").EnumerateArray());
    }

    [Theory]
    [InlineData("-")]
    [InlineData("FILE")]
    public async Task An_array_sends_one_event_for_each_element(string from)
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        const string Text = """ [{"n":1}, 2, "three"] """;
        var file = from == "-" ? from : rig.Files.Write("events.json", Text);
        var outcome = (await rig.RunWithInputAsync(Text, "send-event", "--file", file)).Succeeded();
        Assert.Equal(3, outcome.Out.Split("Response: OK").Length - 1);
    }

    [Theory]
    [InlineData("1048577", "the payload has 1.0 MB; a broker takes events of up to 1 MiB")]
    [InlineData("2000000", "the payload has 2.0 MB; a broker takes events of up to 1 MiB")]
    public async Task The_size_of_what_the_broker_does_not_take_is_said_before_it_is_sent(string length, string reason)
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        var file = rig.Files.Write("big.txt", new string('x', int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal("", (await rig.RunAsync("send-event", "--file", file)).Failed(1, reason).Out);
    }

    [Fact]
    public async Task The_largest_payload_is_taken_and_shown_shortened()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        var file = rig.Files.Write("big.txt", new string('ä', 1 << 19));
        var outcome = (await rig.RunAsync("send-event", "--file", file)).Succeeded();
        Assert.True(outcome.Out.Length < 2000, $"{outcome.Out.Length} characters");
        Assert.Contains("ää\n  ... (1.0 MB in all)\n------\nResponse: OK\n", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_are_sent_as_they_are_and_shown_shortened()
    {
        await using var rig = new CommandRig();
        await using var sink = await Sink.StartAsync(Cancel);
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, Cancel);
        var file = rig.Files.Path("image.png");
        var bytes = Enumerable.Range(0, 5000).Select(i => (byte)(i * 7)).ToArray();
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        var outcome = (await rig.RunAsync("send-event", "--file", file)).Succeeded();
        Assert.Contains("Data (binary),\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("  ... (5.0 kB in all)\n", outcome.Out, StringComparison.Ordinal);
        var got = await sink.NextAsync(Cancel);
        Assert.Equal(
            ("application/octet-stream", Convert.ToHexString(bytes)), (got.Headers["content-type"], Convert.ToHexString(got.Body)));
    }

    [Fact]
    public async Task A_pipe_is_the_payload()
    {
        await using var rig = new CommandRig();
        await using var sink = await Sink.StartAsync(Cancel);
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, Cancel);
        (await rig.RunWithInputAsync("""{"n":1}""", "send-event", "--eventType", "p.q")).Succeeded();
        Assert.Equal("""{"n":1}""", Encoding.UTF8.GetString((await sink.NextAsync(Cancel)).Body));
        (await rig.RunAsync("send-event", "--empty", "--id", "none")).Succeeded();
        var empty = await sink.NextAsync(Cancel);
        Assert.Equal(("none", 0), (empty.Headers["ce-id"], empty.Body.Length));
    }

    [Fact]
    public async Task Without_data_it_asks_for_some()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        foreach (var outcome in (CommandOutcome[])[await rig.RunAsync("send-event"), await rig.TypeAsync("typed", "send-event")])
            outcome.Failed(2, "no payload", "in a pipe", "--file", "--empty");
    }

    [Fact]
    public async Task A_delivery_that_is_given_up_ends_with_1()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        sink.Status = 400;
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, Cancel);
        var outcome = (await rig.RunAsync("send-event", "--wait", "{}")).EndedWith(1);
        Assert.Contains("given up", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_gets_it_past_the_broker()
    {
        await using var rig = new CommandRig();
        await using var sink = await Sink.StartAsync(Cancel);
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, Cancel);
        var outcome = (await rig.RunAsync("send-event", "--target", "sink", "--id", "e4", "{}")).Succeeded();
        Assert.StartsWith("Destination: sink(http://localhost:", outcome.Out, StringComparison.Ordinal);
        Assert.Equal("e4", (await sink.NextAsync(Cancel)).Headers["ce-id"]);
    }

    [Theory]
    [InlineData(1, "snk", "--target snk {}")]
    [InlineData(1, "starts like JSON", "{nope")]
    [InlineData(2, "NAME=VALUE", "--extension region {}")]
    [InlineData(2, "\"Region\"", "--extension Region=eu {}")]
    [InlineData(2, "type", "--eventType a\tb {}")]
    [InlineData(2, "given twice", "--file - {}")]
    [InlineData(1, "none.json does not exist", "--file none.json")]
    [InlineData(2, "wasmill send-event --eventType a.b '{}'", "a.b {}")]
    [InlineData(2, "2 payloads are given", "{} {}")]
    [InlineData(2, "--empty", "--empty {}")]
    [InlineData(1, "\"other\"", "--broker other {}")]
    public async Task What_is_wrong_is_told_before_anything_is_sent(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        (await rig.RunAsync(["send-event", .. words.Split(' ')])).Failed(code, reason);
        Assert.Equal("", (await rig.RunAsync("watch", "--last", "10", "--no-follow")).Succeeded().Out);
    }

    [Fact]
    public async Task An_id_belongs_to_one_event()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        (await rig.RunWithInputAsync("[1,2]", "send-event", "--id", "x", "--file", "-")).Failed(2, "--id");
    }

    [Fact]
    public async Task A_stopped_broker_is_named_with_the_way_to_start_it()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        (await rig.RunAsync("send-event", "{}")).Failed(1, "\"b\" is stopped", "wasmill start b");
    }

    [Fact]
    public async Task Without_a_broker_the_way_to_make_one_is_shown()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("send-event", "{}")).Failed(1, "wasmill create broker");
    }
}
