using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Events.Filtering;

public sealed class FilterTestCommandTests
{
    private const string Event =
        """{"specversion":"1.0","id":"1","source":"/s","type":"order.created","total":"x","data":{"order":{"total":120}}}""";

    [Theory]
    [InlineData("type LIKE 'order.%'", 0, "match: true\nvalue: True (Boolean)\n")]
    [InlineData("EXISTS subject", 1, "match: false\nvalue: False (Boolean)\n")]
    [InlineData("type", 1, "value: \"order.created\" (String)\n")]
    public async Task An_expression_is_evaluated(string expression, int code, string shown)
    {
        await using var rig = new CommandRig();
        var outcome = (await rig.RunWithInputAsync(Event, "filter", "test", "--expr", expression, "--event", "-")).EndedWith(code);
        Assert.Contains(shown, outcome.Out, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_error_of_an_evaluation_is_shown_with_its_column()
    {
        await using var rig = new CommandRig();
        var file = rig.Files.Write("event.json", Event);
        var row = (await rig.RunAsync("filter", "test", "--sql", "1 / 0 = 1", "--event", file, "-o", "json")).EndedWith(1).Json();
        Assert.Equal("math", row.GetProperty("error").GetString());
        Assert.True(row.GetProperty("column").GetInt32() > 0);
        var text = (await rig.RunAsync("filter", "test", "--sql", "1 / 0 = 1", "--event", file)).EndedWith(1).Out;
        Assert.Contains("error: math at column ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_is_taken_as_text_from_a_file_and_from_standard_input()
    {
        await using var rig = new CommandRig();
        var (file, one) = (rig.Files.Write("filter.yaml", "data: {/order/total: {gt: 100}}"), rig.Files.Write("event.json", Event));
        var outcome = (await rig.RunAsync("filter", "test", "--filter", file, "--event", one)).Succeeded();
        Assert.Contains("filter: ", outcome.Out, StringComparison.Ordinal);
        Assert.True((await rig.RunAsync("filter", "test", "--filter", "{prefix: {type: order.}}", "--event", one, "-o", "json"))
            .Succeeded()
            .Json()
            .GetProperty("match")
            .GetBoolean());
        (await rig.RunWithInputAsync("exact: {type: other}", "filter", "test", "--filter", "-", "--event", one)).EndedWith(1);
    }

    [Theory]
    [InlineData("either --expr or --filter", "--event FILE")]
    [InlineData("either --expr or --filter", "--expr true --filter {} --event FILE")]
    [InlineData("standard input", "--filter - --event -")]
    [InlineData("none.json", "--expr true --event none.json")]
    [InlineData("column 6", "--expr true+ --event FILE")]
    [InlineData("nonsense", "--filter {nonsense:1} --event FILE")]
    [InlineData("--event", "--expr true")]
    public async Task What_is_wrong_ends_with_2_because_1_means_no_match(string reason, string words)
    {
        await using var rig = new CommandRig();
        var file = rig.Files.Write("event.json", Event);
        (await rig.RunAsync(["filter", "test", .. words.Replace("FILE", file, StringComparison.Ordinal).Split(' ')])).Failed(2, reason);
    }

    [Fact]
    public async Task A_file_that_holds_no_event_is_named()
    {
        await using var rig = new CommandRig();
        var file = rig.Files.Write("event.json", "{}");
        (await rig.RunAsync("filter", "test", "--expr", "true", "--event", file)).Failed(2, file, "specversion");
        (await rig.RunWithInputAsync("nope", "filter", "test", "--expr", "true", "--event", "-")).Failed(2, "standard input");
    }
}
