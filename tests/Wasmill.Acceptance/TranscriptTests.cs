using System.Text.RegularExpressions;

namespace Wasmill.Acceptance;

/// <summary>The post's flow, typed by hand: every command as a user types it, and the tables it must give.</summary>
public sealed partial class TranscriptTests
{
    [Fact]
    public async Task The_whole_flow_of_the_post_works_with_its_own_function()
    {
        var post = Repository.Shared("post", "app.py");
        await using var tool = Tool.Create();
        var (function, shown) = (Ports.Free(), Ports.Free());

        await tool.SucceedAsync("new", "--accept-defaults", "http-py", "wowow");
        var app = Path.Combine(tool.Work, "wowow");
        Assert.Equal(
            [".gitignore", "Pipfile", "README.md", "app.py", "spin.toml"],
            Directory.GetFiles(app).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        File.Copy(post, Path.Combine(app, "app.py"), overwrite: true);
        var manifest = Path.Combine(app, "spin.toml");
        // The manifest of the post's own time: version 1, and Spin's name for the Python builder.
        await File.WriteAllTextAsync(manifest, """
            spin_version = "1"
            authors = ["Fran <fran@example.com>"]
            description = ""
            name = "wowow"
            trigger = { type = "http", base = "/" }
            version = "0.1.0"

            [[component]]
            id = "wowow"
            source = "app.wasm"
            [component.trigger]
            route = "/..."
            [component.build]
            command = "spin py2wasm app -o app.wasm"
            """, TestContext.Current.CancellationToken);
        var built = (await tool.RunInAsync(app, "build")).Succeeded();
        Assert.Contains("Building component wowow with `spin py2wasm app -o app.wasm`", built.Out, StringComparison.Ordinal);
        Assert.Contains("Finished building all Spin components", built.Out, StringComparison.Ordinal);

        await using var up = tool.StartInBackground(app, "up", "--listen", $"127.0.0.1:{function}");
        await up.WaitForAsync(
            $"\nServing http://127.0.0.1:{function}\nAvailable Routes:\n  wowow: http://127.0.0.1:{function} (wildcard)\n");
        await using var display = tool.StartInBackground(tool.Work, "display", "--listen", $"127.0.0.1:{shown}");
        await display.WaitForAsync("Displaying events");

        var broker = await tool.SucceedAsync("create", "broker", "wasm");
        var port = ListeningPattern().Match(broker.Out).Groups[1].Value;
        var target = await tool.SucceedAsync("create", "target", "cloudevents", "--endpoint", $"http://host.docker.internal:{function}");
        Assert.Contains("Created object name:\twasm-cloudeventstarget", target.Out, StringComparison.Ordinal);
        Assert.Contains("using 127.0.0.1 instead", target.Error, StringComparison.Ordinal);
        await tool.SucceedAsync("create", "target", "cloudevents", "--name", "cloudrun", "--endpoint", $"http://localhost:{shown}/");
        await tool.SucceedAsync("create", "trigger", "--target", "cloudrun");
        await tool.SucceedAsync("create", "trigger", "--eventTypes", "io.wasm.event", "--target", "wasm-cloudeventstarget");

        var described = await tool.SucceedAsync("describe");
        Assert.Equal(
            $"""
            Broker     Status
            wasm       online(http://localhost:{port})

            Trigger                   Target                     Filter
            wasm-trigger-0aedded8     cloudrun                   *
            wasm-trigger-82c7dee2     wasm-cloudeventstarget     type is io.wasm.event

            Target                     Kind                  Expected Events     Status
            wasm-cloudeventstarget     cloudeventstarget     *                   online(http://localhost:{port}/targets/wasm-cloudeventstarget)
            cloudrun                   cloudeventstarget     *                   online(http://localhost:{port}/targets/cloudrun)


            """.ReplaceLineEndings("\n"),
            described.Out);

        var sent = await tool.SucceedAsync("send-event", "--eventType", "io.wasm.event", """{"hi":"world"}""");
        Assert.Contains($"Destination: wasm(http://localhost:{port})", sent.Out, StringComparison.Ordinal);
        Assert.Contains("Response: OK", sent.Out, StringComparison.Ordinal);

        var text = await display.WaitForAsync(
            seen => seen.Contains("  type: io.wasm.event.transformed\n", StringComparison.Ordinal)
                && seen.Contains("  type: io.wasm.event\n", StringComparison.Ordinal)
                && seen.TrimEnd().EndsWith('}'),
            "both events, in whatever order they were delivered");
        Assert.Contains("  type: io.wasm.event\n  source: wasmill-cli\n", text, StringComparison.Ordinal);
        Assert.Contains("  type: io.wasm.event.transformed\n  source: spin-app\n", text, StringComparison.Ordinal);
        Assert.Contains("    \"hi\": \"world\",\n    \"hello\": \"wasm\"\n", text, StringComparison.Ordinal);
        await up.WaitForAsync("('ce-type', 'io.wasm.event')");

        var watched = await tool.SucceedAsync("watch", "--last", "10", "--no-follow", "-o", "json");
        Assert.Contains("\"data\":{\"hi\": \"world\", \"hello\": \"wasm\"}", watched.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_display_gets_the_bytes_that_Python_wrote()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("wowow", Apps.Greeter);
        var shown = Ports.Free();
        await using var display = tool.StartInBackground(tool.Work, "display", "-o", "json", "--listen", $"127.0.0.1:{shown}");
        await display.WaitForAsync("Displaying events");
        await tool.SucceedAsync("create", "broker", "wasm");
        await tool.SucceedAsync("create", "target", "cloudevents", "--name", "cloudrun", "--endpoint", $"http://localhost:{shown}/");
        var function = await tool.SucceedAsync("create", "target", "function", "--from", app);
        Assert.Contains("Created object name:\twowow", function.Out, StringComparison.Ordinal);
        await tool.SucceedAsync("create", "trigger", "--target", "cloudrun");
        await tool.SucceedAsync("create", "trigger", "--eventTypes", "io.wasm.event", "--target", "wowow");

        var sent = await tool.SucceedAsync("send-event", "--eventType", "io.wasm.event", "--wait", """{"hi":"world"}""");
        Assert.Matches(
            @"-> wowow: delivered \(200\)\n\s+replied with event [0-9a-f]{32} \(io.wasm.event.transformed\):\n\s+wasm-trigger-0aedded8 -> cloudrun: delivered \(202\)",
            sent.Out);
        await display.WaitForAsync("""
            "data":{"hi":"world"}
            """.Trim());
        await display.WaitForAsync("""
            "data":{"hi": "world", "hello": "wasm"}
            """.Trim());
    }

    [GeneratedRegex(@"http://localhost:(\d+)")]
    private static partial Regex ListeningPattern();
}
