using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows;

// It leaves the session and moves the standard streams of its process, so that only a process of its own can serve: every acceptance test
// that makes a broker does.
public sealed class BrokerProcessCommandTests
{
    [Fact]
    public async Task A_broker_that_does_not_exist_is_named()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("broker-process", "b")).Failed(1, "\"b\"");
        (await rig.RunAsync("broker-process")).Failed(2);
    }

    [Fact]
    public async Task It_is_hidden()
    {
        await using var rig = new CommandRig();
        Assert.DoesNotContain("broker-process", (await rig.RunAsync("--help")).Succeeded().Out, StringComparison.Ordinal);
    }
}
