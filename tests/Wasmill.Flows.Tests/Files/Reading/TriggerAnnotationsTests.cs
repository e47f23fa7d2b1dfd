namespace Wasmill.Flows.Tests.Files.Reading;

public sealed class TriggerAnnotationsTests
{
    [Fact]
    public void Concurrency_order_and_rate_are_annotations()
    {
        var policy = FlowSamples.Read(annotations: "{wasmill.dev/concurrency: 4, wasmill.dev/ordering: key, wasmill.dev/ordering-key: "
            + "subject, wasmill.dev/rate: 2.5, other.io/x: y}").Triggers[0].Delivery;
        Assert.Equal((4, "subject", 2.5), (policy.Concurrency, policy.OrderingKey, policy.Rate));
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{wasmill.dev/ordering: none}", null)]
    [InlineData("{wasmill.dev/ordering: key}", "partitionkey")]
    public void The_key_is_the_partition_key_unless_another_is_named(string annotations, string? key)
        => Assert.Equal(
            (32, key),
            (
                FlowSamples.Read(annotations: annotations).Triggers[0].Delivery.Concurrency,
                FlowSamples.Read(annotations: annotations).Triggers[0].Delivery.OrderingKey));

    [Theory]
    [InlineData("{wasmill.dev/concurrency: 0}", "wasmill.dev/concurrency must be a whole number from 1 to 1000")]
    [InlineData("{wasmill.dev/concurrency: 1001}", "wasmill.dev/concurrency must be a whole number from 1 to 1000")]
    [InlineData("{wasmill.dev/ordering: strict}", "wasmill.dev/ordering must be none or key")]
    [InlineData("{wasmill.dev/ordering-key: subject}", "wasmill.dev/ordering-key has no effect without wasmill.dev/ordering: key; add it")]
    [InlineData("{wasmill.dev/ordering: key, wasmill.dev/ordering-key: Subject}", "\"Subject\" is not a valid attribute name")]
    [InlineData("{wasmill.dev/rate: 0}", "wasmill.dev/rate must be a number of events per second from 0.001 to 1000000")]
    [InlineData("{wasmill.dev/rate: fast}", "wasmill.dev/rate must be a number")]
    [InlineData("{wasmill.dev/concurency: 1}", "the annotation wasmill.dev/concurency is not known; did you mean wasmill.dev/concurrency?")]
    [InlineData("{target.wasmill.dev/http2: x}", "annotations require a subscriber uri; for a ref, write the settings in the target")]
    public void What_is_wrong_is_named_with_its_line(string annotations, string reason)
    {
        var error = FlowSamples.Refuse(annotations: annotations);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(annotations.Contains("target.", StringComparison.Ordinal) ? 9 : 5, error.Line);
    }

    [Fact]
    public void A_subscribers_uri_takes_the_settings_of_a_target()
    {
        var flow = FlowSamples.Read(annotations: "{target.wasmill.dev/http2: prior-knowledge}", subscriber: "{uri: 'http://y/'}");
        Assert.Equal("prior-knowledge", flow.Targets.Single(target => target.Name == "http://y/").Spec.TextOf("http2"));
        var error = FlowSamples.Refuse(annotations: "{target.wasmill.dev/http3: x}", subscriber: "{uri: 'http://y/'}");
        Assert.Contains(
            "target.wasmill.dev/http3 is not a setting of targets with a uri; did you mean target.wasmill.dev/http2?",
            error.Message,
            StringComparison.Ordinal);
    }
}
