using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows.Explaining;

public sealed class FlowExplainCommandTests
{
    [Fact]
    public async Task The_kinds_are_listed_with_the_commands_that_create_them()
    {
        await using var rig = new CommandRig();
        var text = (await rig.RunAsync("flow", "explain")).Succeeded().Out;
        Assert.Matches("CloudEventsTarget +create target cloudevents\n", text);
        Assert.Matches("FunctionTarget +create target function\n", text);
    }

    [Theory]
    [InlineData("cloudevents")]
    [InlineData("CloudEventsTarget")]
    [InlineData("cloudeventstarget")]
    public async Task A_kind_is_explained_by_either_name(string name)
    {
        await using var rig = new CommandRig();
        var text = (await rig.RunAsync("flow", "explain", name)).Succeeded().Out;
        Assert.Contains("CloudEventsTarget", text, StringComparison.Ordinal);
        Assert.Contains("endpoint", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_kind_is_named_with_the_closest_one()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("flow", "explain", "cloudevent")).Failed(2, "\"cloudevent\"", "cloudevents");
        (await rig.RunAsync("flow", "explain", "zzzzzzzzzz")).Failed(2, "\"zzzzzzzzzz\"", "wasmill flow explain");
    }
}
