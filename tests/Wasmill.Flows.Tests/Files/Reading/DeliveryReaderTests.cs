using Wasmill.Broker.Policies;
using Wasmill.Events.Http;

namespace Wasmill.Flows.Tests.Files.Reading;

public sealed class DeliveryReaderTests
{
    [Fact]
    public void Every_field_of_Knatives_delivery_is_read()
    {
        var flow = FlowSamples.Read(delivery: "{retry: 3, backoffPolicy: linear, backoffDelay: PT0.2S, backoffMax: PT3S, timeout: "
            + "PT5S, retryAfterMax: PT0S, format: json, deadLetterSink: {ref: {apiVersion: v1, kind: K, namespace: n, name: t}}}");
        var expected = new DeliveryPolicy
        {
            Retry = 3,
            Backoff = BackoffPolicy.Linear,
            BackoffDelay = TimeSpan.FromSeconds(0.2),
            BackoffMax = TimeSpan.FromSeconds(3),
            Timeout = TimeSpan.FromSeconds(5),
            RetryAfterMax = TimeSpan.Zero,
            Format = ContentMode.Structured,
            DeadLetterTarget = "t",
        };
        Assert.Equal(expected, flow.Triggers[0].Delivery);
    }

    [Fact]
    public void Nothing_said_is_the_default() => Assert.Equal(DeliveryPolicy.Default, FlowSamples.Read().Triggers[0].Delivery);

    [Theory]
    [InlineData("constant", BackoffPolicy.Constant)]
    [InlineData("linear", BackoffPolicy.Linear)]
    [InlineData("exponential", BackoffPolicy.Exponential)]
    public void The_ways_to_back_off_are_three(string text, BackoffPolicy backoff)
        => Assert.Equal(backoff, FlowSamples.Read(delivery: $"{{retry: 1, backoffPolicy: {text}}}").Triggers[0].Delivery.Backoff);

    [Fact]
    public void What_a_trigger_does_not_state_comes_from_its_broker_wherever_that_stands_in_the_file()
    {
        const string Broker = "{delivery: {retry: 9, backoffPolicy: linear, backoffMax: PT8S, timeout: PT9S, format: "
            + "binary, deadLetterSink: {uri: 'http://sink/'}}}";
        var inherited = FlowSamples.Read(Broker).Triggers[0].Delivery;
        Assert.Equal(
            (9, BackoffPolicy.Linear, TimeSpan.FromSeconds(9), ContentMode.Binary, "http://sink/"),
            (inherited.Retry, inherited.Backoff, inherited.Timeout, inherited.Format, inherited.DeadLetterTarget));
        Assert.Equal(TimeSpan.FromSeconds(8), inherited.BackoffMax);
        Assert.Equal(TimeSpan.FromSeconds(1), FlowSamples.Read(Broker, "{backoffMax: PT1S}").Triggers[0].Delivery.BackoffMax);
        var own = FlowSamples.Read(Broker, "{retry: 2, format: json, deadLetterSink: {ref: {name: t}}}").Triggers[0].Delivery;
        Assert.Equal(
            (2, BackoffPolicy.Linear, TimeSpan.FromSeconds(9), ContentMode.Structured, "t"),
            (own.Retry, own.Backoff, own.Timeout, own.Format, own.DeadLetterTarget));
    }

    [Fact]
    public void A_sink_that_is_an_address_becomes_a_target()
    {
        var flow = FlowSamples.Read(delivery: "{deadLetterSink: {uri: 'https://sink/', CACerts: pem}}");
        var target = flow.Targets.Single(target => target.Name == "https://sink/");
        Assert.Equal(
            ("https://sink/", "https://sink/", "pem"),
            (flow.Triggers[0].Delivery.DeadLetterTarget, target.Spec.TextOf("endpoint"), target.Spec.TextOf("tls.ca")));
    }

    [Theory]
    [InlineData("{retry: -1}", "spec.delivery.retry must be a whole number")]
    [InlineData("{retry: 1.5}", "spec.delivery.retry must be a whole number")]
    [InlineData("{retry: 1, backoffPolicy: random}", "must be exponential, linear or constant")]
    [InlineData("{retry: 1, backoffPolicy: '1'}", "must be exponential, linear or constant")]
    [InlineData("{backoffDelay: PT1S}", "sets a back-off but no retries; add retry")]
    [InlineData("{retry: 1, backoffDelay: 1s}", "spec.delivery.backoffDelay must be an ISO 8601 duration")]
    [InlineData("{backoffMax: PT1S}", "sets a back-off but no retries; add retry")]
    [InlineData(
        "{retry: 1, backoffMax: PT0S}", "spec.delivery.backoffMax must be an ISO 8601 duration such as PT0.5S or PT1M, greater than zero")]
    [InlineData("{timeout: PT0S}", "spec.delivery.timeout must be an ISO 8601 duration such as PT0.5S or PT1M, greater than zero")]
    [InlineData("{retryAfterMax: -PT1S}", "spec.delivery.retryAfterMax must be an ISO 8601 duration")]
    [InlineData("{format: xml}", "spec.delivery.format must be binary or json")]
    [InlineData("{deadLetterSink: {ref: {name: nobody}}}", "deadLetterSink refers to unknown target \"nobody\"")]
    [InlineData("{deadLetterSink: {uri: wrong}}", "the endpoint is wrong")]
    [InlineData("{deadLetterSink: {}}", "spec.delivery.deadLetterSink must have a uri or a ref to a target of this flow")]
    [InlineData("{deadLetterSink: {uri: 'http://x', ref: {name: t}}}", "has both a uri and a ref")]
    [InlineData("{deadLetterSink: {ref: {name: t}, CACerts: pem}}", "CACerts requires a uri")]
    [InlineData("{deadLetterSink: {uri: 'http://x', audience: a}}", "spec.delivery.deadLetterSink.audience is not supported yet")]
    [InlineData("{retr: 1}", "spec.delivery.retr is not known; did you mean retry?")]
    public void What_is_wrong_is_named_with_its_line(string delivery, string reason)
    {
        var error = FlowSamples.Refuse(delivery: delivery);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(
            reason.StartsWith("deadLetterSink refers", StringComparison.Ordinal)
                || reason.StartsWith("sets a back-off", StringComparison.Ordinal)
                ? 1
                : 8,
            error.Line);
    }

    [Fact]
    public void What_is_wrong_with_the_brokers_delivery_is_named_once()
    {
        Assert.Contains(
            "Broker b: spec.delivery sets a back-off",
            FlowSamples.Refuse("{delivery: {backoffDelay: PT1S}}").Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Broker b: deadLetterSink refers to unknown target \"nobody\"",
            FlowSamples.Refuse("{delivery: {deadLetterSink: {ref: {name: nobody}}}}").Message,
            StringComparison.Ordinal);
        Assert.Equal(19, FlowSamples.Refuse("{delivery: {timeout: soon}}").Line);
    }

    [Fact]
    public void One_address_cannot_have_two_sets_of_settings()
        => Assert.Contains(
            "used elsewhere in this flow with different settings",
            FlowSamples.Refuse(
                "{delivery: {deadLetterSink: {uri: 'https://sink/'}}}", "{deadLetterSink: {uri: 'https://sink/', CACerts: pem}}").Message,
            StringComparison.Ordinal);
}
