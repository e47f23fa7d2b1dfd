using Wasmill.Flows.Model;
using Wasmill.Flows.Running;

namespace Wasmill.Flows.Tests.Running;

public sealed class FlowWarningsTests
{
    private static readonly FlowModel None = new("", [], []);

    [Theory]
    [InlineData(
        "kafka.eventing.knative.dev/delivery.order: ordered",
        "line 5, column 60: the annotation kafka.eventing.knative.dev/delivery.order has no effect: use wasmill.dev/ordering: "
            + "key, which keeps the order of events with the same partitionkey")]
    [InlineData(
        "eventing.knative.dev/broker.class: Kafka",
        "line 5, column 52: the annotation eventing.knative.dev/broker.class has no effect: there is only one class of broker; "
            + "remove it, and select the storage of events with the option --engine of the run command")]
    [InlineData(
        "x.triggermesh.io/a: b",
        "line 5, column 37: the annotation x.triggermesh.io/a has no effect: remove it; docs/delivery.md lists the supported annotations")]
    public void An_annotation_that_others_honor_is_warned_of(string annotation, string warning)
        => Assert.Equal(("x", warning), Assert.Single(FlowWarnings.Find(FlowSamples.Read(annotations: $"{{{annotation}}}"), None)));

    [Theory]
    [InlineData("kafka.eventing.knative.dev/delivery.order: unordered")]
    [InlineData("eventing.knative.dev/creator: me")]
    [InlineData("example.com/knative.dev: x")]
    [InlineData("wasmill.dev/ordering: key")]
    public void What_loses_nothing_is_not_warned_of(string annotation)
        => Assert.Empty(FlowWarnings.Find(FlowSamples.Read(annotations: $"{{{annotation}}}"), None));

    [Fact]
    public void A_reload_does_not_repeat_a_warning()
    {
        var flow = FlowSamples.Read(annotations: "{eventing.knative.dev/broker.class: Kafka}");
        var moved = FlowSamples.Read(annotations: "{a: b, eventing.knative.dev/broker.class: Kafka}");
        Assert.Empty(FlowWarnings.Find(moved, flow));
    }
}
