using Wasmill.Client.Home;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows;

public sealed class StartCommandTests
{
    [Fact]
    public async Task A_stopped_broker_is_started_and_one_that_runs_is_left_alone()
    {
        await using var rig = new CommandRig();
        var folder = rig.MakeBroker();
        var started = (await rig.RunAsync("start")).Succeeded().Out;
        Assert.Equal($"b runs at {folder.FindProcess()!.Url}\n", started);
        Assert.Equal($"b runs already at {folder.FindProcess()!.Url}\n", (await rig.RunAsync("start", "b")).Succeeded().Out);
    }

    [Fact]
    public async Task Restart_stops_it_first()
    {
        await using var rig = new CommandRig();
        var folder = (await rig.StartBrokerAsync()).Folder;
        var before = folder.FindProcess()!.Instance;
        Assert.StartsWith("b runs at ", (await rig.RunAsync("start", "--restart")).Succeeded().Out, StringComparison.Ordinal);
        Assert.NotEqual(before, folder.FindProcess()!.Instance);
    }

    [Fact]
    public async Task A_broker_that_was_run_from_a_file_is_run_again_and_not_started()
    {
        await using var rig = new CommandRig();
        var folder = rig.Home.Folder("b");
        folder.Create(new BrokerSettings("127.0.0.1:1", "/flows/flow.yaml", DateTimeOffset.UnixEpoch));
        (await rig.RunAsync("start")).Failed(1, "wasmill run -f /flows/flow.yaml");
    }

    [Fact]
    public async Task A_port_that_is_taken_and_an_unknown_broker_are_named()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        var taken = new Uri(sink.Address).Authority;
        rig.Home.Folder("b").Create(new BrokerSettings(taken, null, DateTimeOffset.UnixEpoch));
        (await rig.RunAsync("start")).Failed(1, taken);
        (await rig.RunAsync("start", "c")).Failed(1, "\"c\"");
    }
}
