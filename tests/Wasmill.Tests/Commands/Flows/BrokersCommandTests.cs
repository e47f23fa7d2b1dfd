using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows;

public sealed class BrokersCommandTests
{
    [Fact]
    public async Task Brokers_are_listed_and_one_is_made_the_current_one()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker("a");
        rig.MakeBroker("b");
        Assert.Equal("*a\nb\n", (await rig.RunAsync("brokers")).Succeeded().Out);
        Assert.Equal("a\n*b\n", (await rig.RunAsync("brokers", "--set", "b")).Succeeded().Out);
        Assert.Equal("b", rig.Home.Current);
    }

    [Fact]
    public async Task Json_has_the_address_of_a_broker_that_runs()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker("a");
        var running = await rig.StartBrokerAsync("b");
        var rows = (await rig.RunAsync("brokers", "-o", "json")).Succeeded().Json();
        Assert.Equal(
            ("a", true, false),
            (rows[0].GetProperty("name").GetString(), rows[0].GetProperty("current").GetBoolean(), rows[0].TryGetProperty("url", out _)));
        Assert.Equal(running.Http.BaseAddress, new Uri(rows[1].GetProperty("url").GetString()!));
    }

    [Fact]
    public async Task A_home_without_brokers_is_empty_and_an_unknown_one_is_named()
    {
        await using var rig = new CommandRig();
        var none = (await rig.RunAsync("brokers")).Succeeded();
        Assert.Equal(("", "Note: no broker exists yet; create one with \"wasmill create broker NAME\"\n"), (none.Out, none.Error));
        rig.MakeBroker("orders");
        (await rig.RunAsync("brokers", "--set", "ordrs")).Failed(1, "\"ordrs\"", "orders");
        (await rig.RunAsync("brokers", "--set", "../x")).Failed(1, "../x");
    }
}
