using System.Text.Json;

namespace Wasmill.Acceptance;

/// <summary>Filters on the command line: tried on an event, and given to a trigger.</summary>
public sealed class FilterTests
{
    private const string Order =
        """{"specversion":"1.0","id":"1","source":"/shop","type":"order.created","hop":"5","data":{"order":{"total":150}}}""";

    [Theory]
    [InlineData("--expr", "type LIKE 'order.%'", 0, "match: true\nvalue: true (Boolean)\n")]
    [InlineData("--expr", "hop > 5", 1, "match: false\nvalue: false (Boolean)\n")]
    [InlineData("--expr", "CONCAT(hop, '!')", 1, "match: false\nvalue: \"5!\" (String)\n")]
    [InlineData(
        "--expr",
        "id = 'x' OR missing = 1",
        1,
        "match: false\nvalue: false (Boolean)\nerror: missingAttribute at column 13: the event does not have the attribute: missing\n")]
    [InlineData("--filter", "{data: {/order/total: {gt: 100}}}", 0, "match: true\nfilter: data /order/total > 100\n")]
    [InlineData(
        "--filter",
        "[{exact: {type: order.created}}, {not: {prefix: {source: /shop}}}]",
        1,
        "match: false\nfilter: type is order.created and not (source is /shop*)\n")]
    public async Task An_event_is_tried_and_the_exit_code_tells(string option, string filter, int exitCode, string output)
    {
        await using var tool = Tool.Create();
        await WriteAsync(tool, "event.json", Order);
        var outcome = await tool.RunAsync("filter", "test", option, filter, "--event", "event.json");
        Assert.Equal((exitCode, output), (outcome.ExitCode, outcome.Out.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task A_filter_may_be_a_file_and_the_result_JSON()
    {
        await using var tool = Tool.Create();
        await WriteAsync(tool, "event.json", Order);
        await WriteAsync(tool, "filter.yaml", "- cesql: hop + 1 = 6\n- suffix:\n    type: .created\n");
        await tool.SucceedAsync("filter", "test", "--filter", "filter.yaml", "--event", "event.json");
        using var row = JsonDocument.Parse(
            (await tool.RunAsync("filter", "test", "--sql", "1 / 0", "--event", "event.json", "-o", "json")).Failed(1).Out);
        Assert.Equal(
            ("math", 3, "0"),
            (
                row.RootElement.GetProperty("error").GetString(),
                row.RootElement.GetProperty("column").GetInt32(),
                row.RootElement.GetProperty("value").GetString()));
    }

    [Theory]
    [InlineData(
        "the expression is not valid at column 8: expected a value, not the end of the expression\n  type = \n         ^",
        "--expr",
        "type = ",
        "--event",
        "event.json")]
    [InlineData(
        "--filter: line 1, column 8: exat: \"exat\" is not a valid filter dialect; did you mean exact?",
        "--filter",
        "{exat: {type: x}}",
        "--event",
        "event.json")]
    [InlineData("\"nothing.yaml\" does not exist", "--filter", "nothing.yaml", "--event", "event.json")]
    [InlineData("an empty filter matches every event", "--filter", "{}", "--event", "event.json")]
    [InlineData("\"nothing.json\" does not exist", "--expr", "TRUE", "--event", "nothing.json")]
    [InlineData("is not a valid event in the CloudEvents JSON format", "--expr", "TRUE", "--event", "bad.json")]
    [InlineData("use either --expr or --filter", "--event", "event.json")]
    [InlineData("use either --expr or --filter", "--expr", "TRUE", "--filter", "{exact: {id: a}}", "--event", "event.json")]
    [InlineData("--event", "--expr", "TRUE")]
    public async Task A_mistake_is_not_taken_for_no_match(string reason, params string[] arguments)
    {
        await using var tool = Tool.Create();
        await WriteAsync(tool, "event.json", Order);
        await WriteAsync(tool, "bad.json", "{}");
        var outcome = (await tool.RunAsync(["filter", "test", .. arguments])).Failed(2);
        Assert.Contains(reason, outcome.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Empty(outcome.Out);
    }

    [Fact]
    public async Task A_trigger_takes_every_kind_of_filter()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("create", "target", "cloudevents", "--name", "t", "--endpoint", $"http://localhost:{Ports.Free()}/");
        string[] create = ["create", "trigger", "--target", "t"];
        await tool.SucceedAsync(
            [.. create, "--name", "one", "--sql", "subject LIKE 'eu-%'", "--attribute", "region=eu", "--attribute", "tenant="]);
        await tool.SucceedAsync([.. create, "--name", "two", "--eventTypes", "a*", "--filter", "{data: {/total: {gt: 100}}}"]);
        await tool.SucceedAsync([.. create, "--name", "three", "--attribute", "source=/s"]);
        var warned = await tool.SucceedAsync([.. create, "--name", "four", "--sql", "NOT id LIKE 'x'"]);
        Assert.Contains("NOT binds tighter", warned.Error, StringComparison.Ordinal);

        var described = (await tool.SucceedAsync("describe")).Out;
        foreach (var filter in (string[])[
            "region is eu and sql (EXISTS tenant) and sql (subject LIKE 'eu-%')",
            "type is a* and data /total > 100",
            "source is /s",
        ])
            Assert.Contains(filter, described, StringComparison.Ordinal);

        foreach (var (option, value, reason) in ((string, string, string)[])[
            ("--sql", "(", "at column 2"),
            ("--filter", "{any: []}", "at least one filter"),
            ("--attribute", "type", "use NAME=VALUE"),
            ("--attribute", "My=x", "is not a valid attribute name"),
            ("--eventTypes", "", "--eventTypes is empty"),
        ])
            Assert.Contains(
                reason, (await tool.RunAsync([.. create, "--name", "five", option, value])).Failed(2).Error, StringComparison.Ordinal);
        Assert.DoesNotContain("five", (await tool.SucceedAsync("describe")).Out, StringComparison.Ordinal);
    }

    private static Task WriteAsync(Tool tool, string name, string text)
        => File.WriteAllTextAsync(Path.Combine(tool.Work, name), text, TestContext.Current.CancellationToken);
}
