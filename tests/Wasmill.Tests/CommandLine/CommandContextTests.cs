using Wasmill.Errors;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.CommandLine;

public sealed class CommandContextTests
{
    [Fact]
    public async Task Without_a_name_the_current_broker_is_meant()
    {
        await using var rig = new CommandRig();
        var context = rig.Context(new FakeTerminal());
        Assert.Contains(
            "wasmill create broker",
            Assert.Throws<UserErrorException>(() => context.RequireBroker(null)).Message,
            StringComparison.Ordinal);
        rig.MakeBroker("a");
        rig.MakeBroker("b");
        rig.Home.SetCurrent("b");
        Assert.Equal("b", context.RequireBroker(null).Name);
        Assert.Equal("a", context.RequireBroker("a").Name);
    }

    [Theory]
    [InlineData("order")]
    [InlineData("../orders")]
    [InlineData("")]
    public async Task A_name_that_is_none_is_told_with_the_closest_one(string name)
    {
        await using var rig = new CommandRig();
        rig.MakeBroker("orders");
        var error = Assert.Throws<UserErrorException>(() => rig.Context(new FakeTerminal()).RequireBroker(name));
        Assert.Contains($"\"{name}\"", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failure, error.ExitCode);
    }

    [Fact]
    public async Task A_connection_needs_a_broker_that_runs()
    {
        await using var rig = new CommandRig();
        var context = rig.Context(new FakeTerminal());
        var broker = await rig.StartBrokerAsync();
        using (var client = context.Connect(null))
            Assert.Equal("b", (await client.GetStatusAsync(TestContext.Current.CancellationToken)).Broker);
        await broker.StopAsync();
        Assert.Contains("wasmill start b", Assert.Throws<UserErrorException>(() => context.Connect("b")).Message, StringComparison.Ordinal);
    }
}
