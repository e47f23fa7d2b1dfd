using System.Net;
using System.Net.Sockets;

namespace Wasmill.Acceptance;

/// <summary>Wrong input gets one clear error and a non-zero exit code, and changes nothing.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task Words_that_are_no_command_get_a_hint()
    {
        await using var tool = Tool.Create();
        var outcome = (await tool.RunAsync("sned-event")).Failed(2);
        Assert.Contains("sned-event", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("send-event", outcome.Error, StringComparison.Ordinal);
        (await tool.RunAsync("create", "trigger")).Failed(2);
        (await tool.RunAsync("describe", "--no-such-option")).Failed(2);
    }

    [Fact]
    public async Task New_refuses_what_it_cannot_make_and_writes_nothing()
    {
        await using var tool = Tool.Create();
        var unknown = (await tool.RunAsync("new", "http-yp", "app")).Failed();
        Assert.Contains("template \"http-yp\" does not exist; did you mean http-py?", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("../x", (await tool.RunAsync("new", "http-py", "../x")).Failed().Error, StringComparison.Ordinal);
        Assert.Contains(
            "parameter \"nope\" does not exist",
            (await tool.RunAsync("new", "http-py", "app", "-v", "nope=1")).Failed().Error,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(tool.Work));

        Directory.CreateDirectory(Path.Combine(tool.Work, "app"));
        await File.WriteAllTextAsync(Path.Combine(tool.Work, "app", "mine.txt"), "mine", TestContext.Current.CancellationToken);
        Assert.Contains("exists and is not empty", (await tool.RunAsync("new", "http-py", "app")).Failed().Error, StringComparison.Ordinal);
        Assert.Equal(["mine.txt"], Directory.GetFiles(Path.Combine(tool.Work, "app")).Select(path => Path.GetFileName(path)));
    }

    [Theory]
    [InlineData("spin_manifest_version = 2\n[application]\nname = \"x\n", "spin.toml:3:")]
    [InlineData(
        "spin_manifest_version = 2\n[application]\nname = \"x\"\n[component.x]\nsuorce = \"a.wasm\"\n",
        "spin.toml:5:1: component.x.suorce is not known; did you mean source?")]
    [InlineData("name = \"x\"\n", "spin_manifest_version is missing")]
    [InlineData(
        "spin_manifest_version = 2\n[application]\nname = \"x\"\n[[trigger.http]]\nroute = \"/\"\ncomponent = \"y\"\n[component.x]\n"
            + "source = \"a.wasm\"\n",
        "spin.toml:6:1: the component y is not in this manifest")]
    public async Task A_broken_manifest_is_shown_with_line_and_column(string manifest, string error)
    {
        await using var tool = Tool.Create();
        await File.WriteAllTextAsync(Path.Combine(tool.Work, "spin.toml"), manifest, TestContext.Current.CancellationToken);
        Assert.Contains(error, (await tool.RunAsync("build")).Failed().Error, StringComparison.Ordinal);
        Assert.Contains(error, (await tool.RunAsync("up")).Failed().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_says_what_is_missing()
    {
        await using var tool = Tool.Create();
        Assert.Contains(
            "there is no spin.toml in this folder or its", (await tool.RunAsync("up")).Failed().Error, StringComparison.Ordinal);
        await tool.SucceedAsync("new", "http-py", "app");
        var outcome = (await tool.RunInAsync(Path.Combine(tool.Work, "app"), "up")).Failed();
        Assert.Contains("run \"wasmill build\" first", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        await using var tool = Tool.Create();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = taken.LocalEndpoint.ToString()!;
        var app = await tool.BuildAsync("app", Apps.Greeter);
        Assert.Contains(
            $"{address} is already in use",
            (await tool.RunInAsync(app, "up", "--listen", address)).Failed().Error,
            StringComparison.Ordinal);
        Assert.Contains(
            $"{address} is already in use", (await tool.RunAsync("display", "--listen", address)).Failed().Error, StringComparison.Ordinal);
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(
            $"{address} is already in use",
            (await tool.RunAsync("create", "broker", "b", "--port", port)).Failed().Error,
            StringComparison.Ordinal);
        Assert.Equal("[]", (await tool.SucceedAsync("brokers", "-o", "json")).Out.Trim());
    }

    [Fact]
    public async Task Without_a_broker_every_command_says_how_to_make_one()
    {
        await using var tool = Tool.Create();
        foreach (var command in (string[][])[
            ["describe"], ["send-event", "{}"], ["watch"], ["create", "trigger", "--target", "x"],
            ["create", "target", "cloudevents", "--endpoint", "http://x"], ["stop"], ["logs"],
        ])
            Assert.Contains("wasmill create broker NAME", (await tool.RunAsync(command)).Failed().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_are_none_and_names_that_are_taken_are_refused()
    {
        await using var tool = Tool.Create();
        foreach (var name in (string[])["../x", "Upper", "-x", "a/b", "x_y", new string('a', 64)])
            Assert.Contains(
                "is not a valid broker name",
                (await tool.RunAsync("create", "broker", "--", name)).Failed(2).Error,
                StringComparison.Ordinal);
        Assert.False(Directory.Exists(tool.Home));

        await tool.SucceedAsync("create", "broker", "b");
        Assert.Contains(
            "broker \"b\" already exists", (await tool.RunAsync("create", "broker", "b")).Failed().Error, StringComparison.Ordinal);
        Assert.Contains("did you mean \"b\"?", (await tool.RunAsync("describe", "c")).Failed().Error, StringComparison.Ordinal);

        string[] create = ["create", "target", "cloudevents", "--name", "t", "--endpoint", "http://localhost:1"];
        await tool.SucceedAsync(create);
        Assert.Contains("the target \"t\" already exists", (await tool.RunAsync(create)).Failed().Error, StringComparison.Ordinal);
        Assert.Contains(
            "--endpoint: \"localhost:1\" is not a valid http or https address; use http://localhost:1\n",
            (await tool.RunAsync("create", "target", "cloudevents", "--endpoint", "localhost:1")).Failed(2).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "the target \"tt\" does not exist; did you mean \"t\"?",
            (await tool.RunAsync("create", "trigger", "--target", "tt")).Failed().Error,
            StringComparison.Ordinal);
        await tool.SucceedAsync("create", "trigger", "--target", "t", "--name", "x");
        Assert.Contains(
            "the trigger \"x\" already exists",
            (await tool.RunAsync("create", "trigger", "--target", "t", "--name", "x")).Failed().Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "the trigger \"y\" does not exist", (await tool.RunAsync("delete", "trigger", "y")).Failed().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_events_are_refused_before_they_are_sent()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "b");
        Assert.Contains(
            "starts like JSON but is not valid JSON", (await tool.RunAsync("send-event", "{\"hi\":")).Failed().Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "\"My\" is not a valid attribute name",
            (await tool.RunAsync("send-event", "--extension", "My=1", "{}")).Failed(2).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "nothing.json does not exist",
            (await tool.RunAsync("send-event", "--file", "nothing.json")).Failed().Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "the target \"nobody\" does not exist",
            (await tool.RunAsync("send-event", "--target", "nobody", "{}")).Failed().Error,
            StringComparison.Ordinal);
        await tool.SucceedAsync("stop");
        Assert.Contains(
            "start it with \"wasmill start b\"", (await tool.RunAsync("send-event", "{}")).Failed().Error, StringComparison.Ordinal);
        Assert.Contains("start it with \"wasmill start b\"", (await tool.RunAsync("watch")).Failed().Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_refuses_connections_is_tried_again_and_describe_says_so()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "b");
        var port = Ports.Free();
        await tool.SucceedAsync("create", "target", "cloudevents", "--endpoint", $"http://localhost:{port}/");
        await tool.SucceedAsync("create", "trigger", "--target", "b-cloudeventstarget");
        var sent = (await tool.RunAsync("send-event", "--wait", "--timeout", "1", "{}")).Failed();
        Assert.Contains($"connection refused (localhost:{port})", sent.Out, StringComparison.Ordinal);

        var described = await tool.SucceedAsync("describe");
        Assert.Matches(@"b-cloudeventstarget +cloudeventstarget +\* +offline", described.Out);
        Assert.Contains("1 event waiting for another attempt", described.Out, StringComparison.Ordinal);
        Assert.Contains($"last error: connection refused (localhost:{port})", described.Out, StringComparison.Ordinal);

        // When the target comes up, the event arrives.
        await using var display = tool.StartInBackground(tool.Work, "display", "--listen", $"127.0.0.1:{port}");
        await display.WaitForAsync("type: wasmill-local-event");
    }
}
