using Wasmill.Client.Home;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows;

public sealed class RunCommandTests
{
    private const string Flow = "apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata: {name: mill}\n";

    [Theory]
    [InlineData("FILE")]
    [InlineData("FOLDER")]
    [InlineData("-")]
    public async Task A_flow_is_served_until_Ctrl_C(string from)
    {
        await using var rig = new CommandRig();
        var file = rig.Files.Write("flows/flow.yaml", Flow);
        var (source, address) = (
            from switch { "FILE" => file, "FOLDER" => Path.GetDirectoryName(file)!, _ => from }, $"127.0.0.1:{Ports.Free()}");
        await using var run = rig.StartWithInput(Flow, "run", "-f", source, "--listen", address, "--engine", "memory");
        await run.WaitForAsync($"mill runs at http://localhost:{address.Split(':')[1]}\n");
        var settings = rig.Home.Folder("mill").ReadSettings();
        Assert.Equal((rig.Clock.Now, address, from == "-"), (settings.Created, settings.Listen, settings.FlowFromInput));
        (await rig.RunAsync("send-event", "--broker", "mill", "{}")).Succeeded();
        (await run.InterruptAsync()).Succeeded();
        Assert.False(rig.Home.Folder("mill").IsLocked());
    }

    [Fact]
    public async Task A_token_is_made_and_shown_once()
    {
        await using var rig = new CommandRig();
        var file = rig.Files.Write("flow.yaml", Flow);
        await using var run = rig.Start("run", "-f", file, "--listen", $"127.0.0.1:{Ports.Free()}", "--auth", "shop");
        await run.WaitForErrorAsync("shown only once: ");
        await run.WaitForAsync("mill runs at ");
        Assert.Equal(rig.Clock.Now, Assert.Single(rig.Home.Folder("mill").Credentials.Read()).Created);
        (await run.InterruptAsync()).Succeeded();
    }

    [Theory]
    [InlineData(2, "(-f -)", "-f - -f FILE")]
    [InlineData(2, "\"nowhere\"", "-f FILE --listen nowhere")]
    [InlineData(2, "--insecure-open", "-f FILE --listen 0.0.0.0:0")]
    [InlineData(2, "--tls-key", "-f FILE --tls-cert FILE")]
    [InlineData(1, "none.pem", "-f FILE --tls-cert none.pem --tls-key none.pem")]
    [InlineData(1, "none.yaml", "-f none.yaml")]
    [InlineData(2, "\"never\"", "-f FILE --durability never")]
    [InlineData(2, "--file", "")]
    public async Task What_is_wrong_is_told_and_nothing_is_made(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        var file = rig.Files.Write("flow.yaml", Flow);
        (await rig.RunAsync([
            "run",
            .. words.Replace("FILE", file, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ])).Failed(code, reason);
        Assert.Empty(rig.Home.Brokers());
    }

    [Fact]
    public async Task A_flow_that_is_wrong_is_told_with_its_place()
    {
        await using var rig = new CommandRig();
        var file = rig.Files.Write("flow.yaml", Flow + "spec: {nonsense: 1}\n---\nkind: Nonsense\n");
        (await rig.RunAsync("run", "-f", file)).Failed(1, file);
    }

    [Fact]
    public async Task A_broker_of_that_name_that_is_another_is_left_alone()
    {
        await using var rig = new CommandRig();
        var file = rig.Files.Write("flow.yaml", Flow);
        rig.MakeBroker("mill");
        (await rig.RunAsync("run", "-f", file)).Failed(1, "\"mill\"", "wasmill delete broker mill");
        rig.Home.Folder("mill").Delete();
        rig.Home.Folder("mill").Create(new BrokerSettings("127.0.0.1:1", "/another.yaml", DateTimeOffset.UnixEpoch));
        (await rig.RunAsync("run", "-f", file)).Failed(1, "/another.yaml");
    }

    [Fact]
    public async Task A_broker_that_runs_is_named()
    {
        await using var rig = new CommandRig();
        var file = rig.Files.Write("flow.yaml", Flow);
        var listen = $"127.0.0.1:{Ports.Free()}";
        await using var run = rig.Start("run", "-f", file, "--listen", listen);
        await run.WaitForAsync("mill runs at ");
        (await rig.RunAsync("run", "-f", file, "--listen", listen)).Failed(1, "\"mill\" runs already");
        (await run.InterruptAsync()).Succeeded();
    }
}
