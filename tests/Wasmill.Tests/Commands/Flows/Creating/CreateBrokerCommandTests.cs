using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows.Creating;

public sealed class CreateBrokerCommandTests
{
    [Fact]
    public async Task A_broker_is_made_started_and_the_current_one()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker("a");
        var outcome = (await rig.RunAsync("create", "broker", "wasm", "--engine", "memory")).Succeeded();
        var folder = rig.Home.Folder("wasm");
        Assert.Contains("Created object name:\twasm\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains($"Listening on:\t\t{folder.FindProcess()!.Url}\n", outcome.Out, StringComparison.Ordinal);
        Assert.Equal(("wasm", rig.Clock.Now), (rig.Home.Current, folder.ReadSettings().Created));
    }

    [Fact]
    public async Task Port_token_and_engine_are_kept_and_json_has_the_address()
    {
        await using var rig = new CommandRig();
        var port = Ports.Free();
        var outcome = (await rig.RunAsync(
            "create", "broker", "b", "--port", $"{port}", "--auth", "shop", "--durability", "interval:50", "--dedupe", "2m", "--allow-host",
            "mill.example", "-o", "json")).Succeeded();
        Assert.Equal($"http://localhost:{port}", outcome.Json().GetProperty("url").GetString());
        Assert.Equal("b", outcome.Json().GetProperty("names")[0].GetString());
        Assert.Equal((64, ""), (outcome.Json().GetProperty("token").GetString()!.Length, outcome.Error));
        var settings = rig.Home.Folder("b").ReadSettings();
        Assert.Equal($"127.0.0.1:{port}", settings.Listen);
        Assert.Equal(["mill.example"], settings.AllowedHosts!);
        Assert.Equal(rig.Clock.Now, Assert.Single(rig.Home.Folder("b").Credentials.Read()).Created);
    }

    [Theory]
    [InlineData(2, "\"Wrong\"", "Wrong")]
    [InlineData(2, "port", "b --port 70000")]
    [InlineData(2, "--port", "b --port 8080 --listen 127.0.0.1:8080")]
    [InlineData(2, "\"nowhere\"", "b --listen nowhere")]
    [InlineData(2, "--insecure-open", "b --listen 0.0.0.0:0")]
    [InlineData(2, "\"never\"", "b --durability never")]
    [InlineData(2, "\"soon\"", "b --dedupe soon")]
    [InlineData(2, "paper", "b --engine paper")]
    [InlineData(2, "mill.example:80", "b --allow-host mill.example:80")]
    [InlineData(1, "none.pem", "b --tls-cert none.pem --tls-key none.pem")]
    [InlineData(2, "", "")]
    public async Task What_is_wrong_is_told_and_nothing_is_made(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync(["create", "broker", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).Failed(code, reason);
        Assert.Empty(rig.Home.Brokers());
    }

    [Fact]
    public async Task A_broker_that_exists_is_left_alone()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        (await rig.RunAsync("create", "broker", "b")).Failed(
            1, "\"b\" already exists", "wasmill brokers --set b", "wasmill delete broker b");
        Assert.Equal(["b"], rig.Home.Brokers());
    }

    [Fact]
    public async Task A_broker_that_cannot_start_leaves_nothing_behind()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        var taken = new Uri(sink.Address).Authority;
        (await rig.RunAsync("create", "broker", "b", "--listen", taken)).Failed(1, taken);
        Assert.Empty(rig.Home.Brokers());
        Assert.False(Directory.Exists(rig.Home.Folder("b").Path));
    }
}
