using Wasmill.Connectors;
using Wasmill.Flows.Documentation;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;

namespace Wasmill.Tests.CommandLine.Documentation;

public sealed class FlowFilePageTests
{
    [Fact]
    public void The_example_is_a_flow_with_every_field_of_the_page()
    {
        var flow = FlowReader.Read(FlowText.Parse(FlowFilePage.Example), BuiltInKinds.ForEditing);
        Assert.Equal(["orders", "large-orders"], flow.Triggers.Select(trigger => trigger.Name));
        Assert.All(
            [.. FlowFilePage.Broker, .. FlowFilePage.Trigger, .. FlowFilePage.Delivery, .. FlowFilePage.Annotations],
            row => Assert.Contains(
                $" {row.Field.Replace("spec.", "", StringComparison.Ordinal).Replace("metadata.", "", StringComparison.Ordinal)}",
                FlowFilePage.Example,
                StringComparison.Ordinal));
    }

    [Fact]
    public void The_sample_is_a_flow_of_another_broker_than_that_of_the_readme()
    {
        var flow = FlowReader.Read(FlowText.Parse(File.ReadAllText(Checkout.Path("samples", "flow.yaml"))), BuiltInKinds.ForEditing);
        Assert.NotEmpty(flow.Triggers);
        Assert.DoesNotContain($"create broker {flow.Broker}\n", File.ReadAllText(Checkout.Path("README.md")), StringComparison.Ordinal);
        Assert.DoesNotContain($"create broker {flow.Broker} ", File.ReadAllText(Checkout.Path("README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_refers_to_a_page_of_every_kind()
    {
        var page = FlowFilePage.Write(BuiltInKinds.ForEditing, "../components");
        foreach (var kind in BuiltInKinds.ForEditing.All)
        {
            var file = page.Split($"[{kind.Kind}](../components/")[1].Split(')')[0];
            Assert.True(File.Exists(Checkout.Path("docs", "components", file)), file);
        }
    }
}
