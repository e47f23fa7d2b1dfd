using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows.Explaining;

public sealed class FlowSchemaCommandTests
{
    [Fact]
    public async Task The_schema_is_the_one_of_the_documentation()
    {
        await using var rig = new CommandRig();
        var outcome = (await rig.RunAsync("flow", "schema")).Succeeded();
        Assert.StartsWith("https://json-schema.org/", outcome.Json().GetProperty("$schema").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            await File.ReadAllTextAsync(Checkout.Path("docs", "components", "flow.schema.json"), TestContext.Current.CancellationToken),
            outcome.Out);
    }

    [Fact]
    public async Task It_takes_no_words()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("flow", "schema", "x")).Failed(2, "\"x\"");
        (await rig.RunAsync("flow")).Failed(2, "explain");
    }
}
