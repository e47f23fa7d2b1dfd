using Wasmill.Broker.Policies;
using Wasmill.Events.Filters;
using Wasmill.Events.Http;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Tests.Files.Writing;

public sealed class DeliveryWriterTests
{
    private readonly FlowEditor _editor = new(TestKind.All);

    public static TheoryData<DeliveryConfig> Stated => new(
        new DeliveryConfig(),
        new DeliveryConfig { Retry = 0 },
        new DeliveryConfig
        {
            Retry = 7,
            Backoff = BackoffPolicy.Linear,
            BackoffDelay = TimeSpan.FromMilliseconds(1.5),
            BackoffMax = TimeSpan.FromDays(9),
        },
        new DeliveryConfig { Retry = 1, Backoff = BackoffPolicy.Exponential, BackoffDelay = TimeSpan.Zero },
        new DeliveryConfig
        {
            Retry = 1,
            Backoff = BackoffPolicy.Constant,
            Timeout = TimeSpan.FromSeconds(90),
            RetryAfterMax = TimeSpan.Zero,
        },
        new DeliveryConfig { Format = ContentMode.Structured, DeadLetterTarget = "sink" },
        new DeliveryConfig { Format = ContentMode.Binary, Timeout = TimeSpan.FromSeconds(30) },
        new DeliveryConfig { Concurrency = 32, OrderingKey = "partitionkey", Rate = 0.001 },
        new DeliveryConfig
        {
            Concurrency = 1_000,
            OrderingKey = "customer7",
            Rate = 1_000_000,
            DeadLetterTarget = "http://localhost:1/dead?a=b#c",
        });

    [Theory]
    [MemberData(nameof(Stated))]
    public void What_is_stated_is_read_back_the_same(DeliveryConfig stated)
    {
        var trigger = new TriggerConfig("x", FilterConfig.Everything, "t", DeliveryPolicy.Default) { Stated = stated };

        var read = FlowReader.Read(FlowText.Parse(_editor.AddTrigger(Flow(""), trigger).ToString()), TestKind.All).Triggers
            .Single(one => one.Name == "x");

        Assert.Equal(stated, read.Stated);
    }

    // A value that is stated holds though it is the default: the broker may state another one.
    [Fact]
    public void A_default_that_is_stated_holds_against_the_broker()
    {
        var trigger = new TriggerConfig("x", FilterConfig.Everything, "t", DeliveryPolicy.Default)
        {
            Stated = new DeliveryConfig { Timeout = TimeSpan.FromSeconds(30) },
        };

        var read = FlowReader.Read(
            _editor.AddTrigger(Flow("spec: {delivery: {retry: 3, timeout: PT5S}}\n"), trigger),
            TestKind.All).Triggers.Single(one => one.Name == "x");

        Assert.Equal((3, TimeSpan.FromSeconds(30)), (read.Delivery.Retry, read.Delivery.Timeout));
    }

    [Fact]
    public void A_dead_letter_target_that_does_not_exist_is_refused_with_the_nearest()
    {
        var trigger = new TriggerConfig("x", FilterConfig.Everything, "t", DeliveryPolicy.Default)
        {
            Stated = new DeliveryConfig { DeadLetterTarget = "sinc" },
        };

        var error = Assert.Throws<FlowException>(() => _editor.AddTrigger(Flow(""), trigger));

        Assert.Equal("the dead letter target \"sinc\" does not exist; did you mean \"sink\"?", error.Message);
    }

    // The uri makes a target of its own, which bears it as its name.
    private FlowText Flow(string brokerSpec)
    {
        var text = FlowText.Parse($$"""
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata: {name: b}
            {{brokerSpec}}---
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata: {name: other}
            spec:
              broker: b
              subscriber: {uri: "http://localhost:1/dead?a=b#c"}

            """);
        foreach (var name in (string[])["t", "sink"])
            text = _editor.AddComponent(text, TestKind.Config(name, ("endpoint", "http://localhost:2")));
        return text;
    }
}
