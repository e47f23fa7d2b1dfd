using System.Text.Json;

namespace Wasmill.Acceptance;

public sealed class LifeCycleTests
{
    [Fact]
    public async Task A_broker_keeps_its_port_and_its_flow_over_restarts()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("create", "target", "cloudevents", "--endpoint", "http://localhost:1/");
        var before = (await tool.SucceedAsync("describe")).Out;
        await tool.SucceedAsync("stop");
        Assert.Contains("offline", (await tool.SucceedAsync("describe")).Out, StringComparison.Ordinal);
        // Edited while it is stopped.
        await tool.SucceedAsync("create", "trigger", "--target", "b-cloudeventstarget", "--name", "late");
        await tool.SucceedAsync("start");
        var after = (await tool.SucceedAsync("describe")).Out;
        Assert.Equal(before.Split('\n')[1], after.Split('\n')[1]);
        Assert.Matches(@"late +b-cloudeventstarget +\*", after);
        Assert.Contains("runs already", (await tool.SucceedAsync("start")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_starts_though_one_of_its_functions_is_gone_and_that_ones_events_wait()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("gone", Apps.Greeter);
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("create", "target", "function", "--from", app);
        await tool.SucceedAsync("create", "trigger", "--eventTypes", "t", "--target", "gone");
        await tool.SucceedAsync("stop");
        File.Delete(Path.Combine(app, "app.wasm"));
        await tool.SucceedAsync("start");
        var sent = (await tool.RunAsync("send-event", "--eventType", "t", "--wait", "--timeout", "1", "{}")).Failed();
        Assert.Contains("run \"wasmill build\" first", sent.Out, StringComparison.Ordinal);
        Assert.Matches(@"gone +functiontarget +\* +offline", (await tool.SucceedAsync("describe")).Out);

        (await tool.RunInAsync(app, "build")).Succeeded();
        await tool.SucceedAsync("start", "--restart");
        await tool.SucceedAsync("send-event", "--eventType", "t", "--wait", "{}");
    }

    [Fact]
    public async Task Commands_at_the_same_time_do_not_lose_each_others_change()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "b");
        foreach (var stopped in (bool[])[false, true])
        {
            if (stopped)
                await tool.SucceedAsync("stop");
            var creates = Enumerable.Range(0, 6).Select(i => tool.RunAsync(
                "create", "target", "cloudevents", "--name", $"t{i}{(stopped ? "s" : "r")}", "--endpoint", "http://localhost:1"));
            Assert.All(await Task.WhenAll(creates), outcome => outcome.Succeeded());
        }

        using var status = JsonDocument.Parse((await tool.SucceedAsync("describe", "-o", "json")).Out);
        Assert.Equal(12, status.RootElement.GetProperty("targets").GetArrayLength());
    }

    [Fact]
    public async Task Two_brokers_live_side_by_side_and_one_is_current()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "one");
        await tool.SucceedAsync("create", "broker", "two");
        Assert.Equal("one\n*two\n", (await tool.SucceedAsync("brokers")).Out.ReplaceLineEndings("\n"));
        await tool.SucceedAsync("brokers", "--set", "one");
        Assert.StartsWith(
            "Broker     Status\none", (await tool.SucceedAsync("describe")).Out.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        await tool.SucceedAsync("delete", "broker", "one");
        Assert.Equal("*two\n", (await tool.SucceedAsync("brokers")).Out.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Watch_shows_events_live_and_ends_with_Ctrl_C()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "b");
        await using var watch = tool.StartInBackground(tool.Work, "watch");
        await watch.WaitForAsync("Watching b");
        await tool.SucceedAsync("send-event", "--id", "7", "--subject", "s", "--extension", "x=1", "plain words");
        await watch.WaitForAsync("☁️  cloudevents.Event\nContext Attributes,\n  specversion: 1.0\n  type: wasmill-local-event\n"
            + "  source: wasmill-cli\n  subject: s\n  id: 7\n");
        // The broker says when the event came: knativearrivaltime.
        await watch.WaitForAsync("  datacontenttype: text/plain\nExtensions,\n  knativearrivaltime: 2");
        await watch.WaitForAsync("Z\n  x: 1\nData,\n  plain words\n");
        Assert.Equal(130, await watch.InterruptAsync());
    }

    [Fact]
    public async Task Events_of_a_file_are_sent_one_by_one()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "b");
        await File.WriteAllTextAsync(
            Path.Combine(tool.Work, "events.json"), """[{"n":1},{"n":2}]""", TestContext.Current.CancellationToken);
        await tool.SucceedAsync("send-event", "--file", "events.json", "--eventType", "many");
        var seen = (await tool.SucceedAsync("watch", "--last", "5", "--no-follow", "-e", "many")).Out;
        Assert.Equal(2, seen.Split("type: many").Length - 1);
    }

    [Fact]
    public async Task A_flow_file_runs_in_the_foreground_and_its_changes_take_effect()
    {
        await using var tool = Tool.Create();
        var (port, shown) = (Ports.Free(), Ports.Free());
        await using var display = tool.StartInBackground(tool.Work, "display", "--listen", $"127.0.0.1:{shown}");
        await display.WaitForAsync("Displaying events");
        var file = Path.Combine(tool.Work, "flow.yaml");
        var flow = $$"""
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: orders
            ---
            # Everything of this kind goes to the display.
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata:
              name: created
            spec:
              broker: orders
              filter:
                attributes:
                  type: order.created
              delivery:
                retry: 2
                backoffPolicy: linear
                backoffDelay: PT0.1S
              subscriber:
                uri: http://127.0.0.1:{{shown}}/
            """;
        await File.WriteAllTextAsync(file, flow, TestContext.Current.CancellationToken);
        await using var run = tool.StartInBackground(tool.Work, "run", "-f", "flow.yaml", "--listen", $"127.0.0.1:{port}");
        await run.WaitForAsync($"orders runs at http://localhost:{port}");
        await tool.SucceedAsync("send-event", "--eventType", "order.created", "--wait", """{"n":1}""");
        await display.WaitForAsync("type: order.created");
        Assert.Contains(
            "edit that file instead", (await tool.RunAsync("create", "trigger", "--target", "x")).Failed().Error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(
            file, flow.Replace("type: order.created", "typ", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await run.WaitForAsync("the changed flow file is not valid; still serving the previous flow");
        await File.WriteAllTextAsync(
            file, flow.Replace("order.created", "order.paid", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await run.WaitForAsync("the new flow runs");
        await tool.SucceedAsync("send-event", "--eventType", "order.paid", "--wait", """{"n":2}""");
        await display.WaitForAsync("type: order.paid");
        Assert.Equal(0, await run.InterruptAsync());
    }

    [Theory]
    [InlineData(
        "    deadLetterSink: {uri: 'http://x', audience: y}",
        "flow.yaml:12:",
        "spec.delivery.deadLetterSink.audience is not supported yet")]
    [InlineData("    retry: many", "flow.yaml:12:", "spec.delivery.retry must be a whole number")]
    [InlineData("    backofPolicy: linear", "flow.yaml:12:", "spec.delivery.backofPolicy is not known; did you mean backoffPolicy?")]
    public async Task What_a_flow_file_asks_for_in_vain_is_refused_by_name(string line, string place, string reason)
    {
        await using var tool = Tool.Create();
        await File.WriteAllTextAsync(Path.Combine(tool.Work, "flow.yaml"), $"""
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata: {"{name: b}"}
            ---
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata: {"{name: t}"}
            spec:
              broker: b
              subscriber: {"{uri: 'http://localhost:1/'}"}
              delivery:
            {line}
            """, TestContext.Current.CancellationToken);
        var outcome = (await tool.RunAsync("run", "-f", "flow.yaml")).Failed();
        Assert.Contains(place, outcome.Error, StringComparison.Ordinal);
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_has_help_with_examples_and_fits_the_terminal()
    {
        await using var tool = Tool.Create();
        var help = (await tool.SucceedAsync("--help")).Out;
        Assert.All(help.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Matches("(?m)^  log  ", help);
        foreach (var command in (string[])[
            "new", "build", "up", "templates", "create broker", "create target cloudevents", "create target function", "create trigger",
            "describe", "delete broker", "brokers", "auth add", "auth list", "auth remove", "start", "stop", "run", "send-event", "watch",
            "trace", "deadletters list", "deadletters show", "deadletters replay", "deadletters purge", "replay", "log verify", "log stat",
            "log dump", "display", "logs", "filter test", "demo", "version",
        ])
            Assert.Contains(
                "Examples:\n  wasmill " + command,
                (await tool.SucceedAsync([.. command.Split(' '), "--help"])).Out.ReplaceLineEndings("\n"),
                StringComparison.Ordinal);
        Assert.False(Directory.Exists(tool.Home));
    }
}
