namespace Wasmill.Acceptance.Examples;

/// <summary>
/// What the examples of the help speak of: a folder with an app, events and flows, and a home with the broker wasm, its targets,
/// triggers, events and dead letters.
/// </summary>
internal sealed class ExampleStage : IAsyncDisposable
{
    private const string Flow = """
        apiVersion: eventing.knative.dev/v1
        kind: Broker
        metadata: {name: BROKER}

        """;

    private readonly Tool _tool;

    private ExampleStage(Tool tool) => _tool = tool;

    /// <summary>The tool; its working folder is that of the examples.</summary>
    public Tool Tool => _tool;

    /// <summary>Makes the stage once.</summary>
    /// <param name="sink">A receiver that refuses events.</param>
    public static async Task<ExampleStage> BuildAsync(FlakySink sink)
    {
        var stage = new ExampleStage(Tool.Create());
        await stage.WriteFilesAsync();
        await stage.MakeBrokerAsync(sink);
        return stage;
    }

    /// <summary>A stage of its own, with the same content.</summary>
    public async Task<ExampleStage> CopyAsync()
    {
        var copy = new ExampleStage(Tool.Create());
        await _tool.RunAsync("stop", "wasm");
        (await copy._tool.ShellAsync(
            $"cp -a '{_tool.Work}/.' '{copy._tool.Work}/' && cp -a '{_tool.Home}' '{copy._tool.Home}'")).Succeeded();
        Prepare(copy._tool);
        return copy;
    }

    /// <summary>Lets lines of bash name the program, and files below ~.</summary>
    public static void Prepare(Tool tool)
    {
        var bin = Directory.CreateDirectory(Path.Combine(tool.Folder, "bin")).FullName;
        var shim = Path.Combine(bin, "wasmill");
        File.WriteAllText(shim, $"#!/bin/sh\nexec {Tool.CommandLine()} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(shim, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        tool.Environment["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
        tool.Environment["HOME"] = tool.Work;
        tool.Environment["SPIN_HTTP_LISTEN_ADDR"] = $"127.0.0.1:{Ports.Free()}";
    }

    public ValueTask DisposeAsync() => _tool.DisposeAsync();

    private async Task WriteFilesAsync()
    {
        Prepare(_tool);
        await _tool.BuildAsync("wowow", "print('loaded')\n" + Apps.Greeter.Replace(
            "data = json", "print('called')\n    data = json", StringComparison.Ordinal));
        var manifest = Path.Combine(_tool.Work, "wowow", "spin.toml");
        File.AppendAllText(manifest, "\n[variables]\ngreeting = { default = \"hi\" }\n");
        (await _tool.ShellAsync("""
            cp -a wowow score && sed -i 's/name = "wowow"/name = "score"/' score/spin.toml && cp -a wowow/. .
            mkdir -p flows .local/share/bash-completion/completions .zsh/completions .config/fish/completions backup/wasm
            """)).Succeeded();
        Write("event.json", """
            {"specversion":"1.0","id":"1","source":"/shop","type":"order.created","subject":"eu-1","data":{"order":{"total":120}}}
            """);
        Write("orders.json", $"[{string.Join(',', Enumerable.Range(1, 20))}]");
        Write("filter.yaml", "data: {/order/total: {gt: 100}}\n");
        Write("flow.yaml", Flow.Replace("BROKER", "shop", StringComparison.Ordinal));
        Write("flows/flow.yaml", Flow.Replace("BROKER", "shops", StringComparison.Ordinal));
        foreach (var secret in (string[])["github.secret", "hooks.secret"])
            Write(secret, "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    private async Task MakeBrokerAsync(FlakySink sink)
    {
        sink.Status = 400;
        foreach (var words in (string[][])[
            ["create", "broker", "wasm"],
            ["create", "source", "cron", "--name", "tick", "--schedule", "@yearly"],
            ["create", "target", "function", "--from", "./wowow"],
            .. new[] { "cloudrun", "wasm-cloudeventstarget", "billing", "audit", "failures" }.Select(
                name => (string[])["create", "target", "cloudevents", "--name", name, "--endpoint", sink.Address]),
            ["create", "trigger", "--target", "wowow", "--eventTypes", "io.wasm.event", "--name", "transform"],
            ["create", "trigger", "--target", "billing", "--eventTypes", "order.created", "--name", "orders"],
            ["send-event", "--eventType", "io.wasm.event", "--id", "8f14e45f", "--wait", """{"hi":"world"}"""],
        ])
            await _tool.SucceedAsync(words);
        await _tool.RunAsync("send-event", "--eventType", "order.created", "--file", "orders.json", "--wait");
        await _tool.WaitForRestAsync();
        (await _tool.ShellAsync($"cp -a '{_tool.Home}/wasm/log' backup/wasm/")).Succeeded();
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_tool.Work, name), text);
}
