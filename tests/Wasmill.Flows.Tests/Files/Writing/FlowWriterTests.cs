using Wasmill.Broker.Engines;
using Wasmill.Broker.Policies;
using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Matching;
using Wasmill.Events.Http;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests.Files.Writing;

public sealed class FlowWriterTests
{
    // What YAML gives a meaning to: words, numbers, quotes, line ends, comments, flow style, anchors, tags, blanks.
    private static readonly string[] Texts =
        [
            "a", "", " ", "12", "true", "null", "~", "it's", "\"q\"", "a: b", "- a", "# no", "{a}", "[a]", "&a", "*a", "!a", "%a", "@a",
            "`a`", "a\nb", "a\n", "\ta", "é ✓ \U0001F600", "\u2028", "a #b", "0x1F", "1e3", "2026-01-01", "<<", "=", "?", "|", ">", "-",
            ":", ",", "C:\\x",
        ];

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_flow_is_read_as_it_was_written(int seed)
    {
        var flow = MakeFlow(new Random(seed));

        var text = FlowWriter.Write(flow, TestKind.All);

        AssertSame(flow, FlowReader.Read(FlowText.Parse(text.ToString()), TestKind.All), text.ToString());
    }

    [Fact]
    public void The_documents_are_plain_and_in_the_order_of_use()
    {
        var flow = new FlowModel(
            "b",
            [
                new ComponentConfig(
                    "s",
                    "EverySource",
                    MapValue.Of(("flag", "true"), ("count", "5")).With("servers", new ListValue([new ScalarValue("a")])))
                {
                    Role = ComponentRole.Source,
                },
                TestKind.Config("t", ("endpoint", "http://localhost:1")),
            ],
            [new TriggerConfig("x", FilterConfig.OfType("a"), "t", DeliveryPolicy.Default)]);

        Assert.Equal("""
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata:
              name: b
            ---
            apiVersion: test.wasmill.dev/v1
            kind: EverySource
            metadata:
              name: s
            spec:
              flag: true
              count: 5
              servers:
              - a
            ---
            apiVersion: targets.triggermesh.io/v1alpha1
            kind: CloudEventsTarget
            metadata:
              name: t
            spec:
              endpoint: http://localhost:1
            ---
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata:
              name: x
            spec:
              broker: b
              filter:
                attributes:
                  type: a
              subscriber:
                ref:
                  apiVersion: targets.triggermesh.io/v1alpha1
                  kind: CloudEventsTarget
                  name: t

            """.ReplaceLineEndings("\n"), FlowWriter.Write(flow, TestKind.All).ToString());
    }

    private static void AssertSame(FlowModel flow, FlowModel read, string text)
    {
        Assert.Equal(flow.Broker, read.Broker);
        Assert.Equal(flow.Delivery ?? new DeliveryConfig(), read.Delivery ?? new DeliveryConfig());
        Assert.Equal(flow.Components.Count, read.Components.Count);
        foreach (var component in flow.Components)
            Assert.True(component.SameAs(read.Components.Single(other => other.Name == component.Name)), $"{component.Name} in\n{text}");
        Assert.Equal(flow.Triggers.Count, read.Triggers.Count);
        foreach (var (trigger, same) in flow.Triggers.Zip(read.Triggers))
        {
            Assert.Equal((trigger.Name, trigger.Target, trigger.Stated, trigger.Start), (same.Name, same.Target, same.Stated, same.Start));
            Assert.Equal(trigger.Filter.Conditions, same.Filter.Conditions);
        }
    }

    private static FlowModel MakeFlow(Random random)
    {
        List<ComponentConfig> components =
        [
            TestKind.Config("t", ("endpoint", "http://localhost:1"), ("credentials.basicAuth.username", Pick(random, Texts))),
            new ComponentConfig("s", "EverySource", MakeSettings(random)) { Role = ComponentRole.Source },
        ];
        if (random.Next(2) == 0)
            components.Add(MakeUriTarget(random));
        var delivery = random.Next(2) == 0 ? MakeDelivery(random) with { Concurrency = null, OrderingKey = null, Rate = null } : null;
        List<TriggerConfig> triggers = [.. Enumerable.Range(0, random.Next(3)).Select(index => MakeTrigger(random, index, components))];
        // A target that a URI makes is there as long as a trigger has the URI.
        components.RemoveAll(component => component.IsFromUri && triggers.All(trigger => trigger.Target != component.Name));
        return new FlowModel("b", components, triggers) { Delivery = delivery };
    }

    private static ComponentConfig MakeUriTarget(Random random)
    {
        var spec = MapValue.Of(("endpoint", "http://u/"));
        if (random.Next(2) == 0)
            spec = spec.With("tls.ca", new ScalarValue(Pick(random, Texts)));
        if (random.Next(2) == 0)
            spec = spec.With("http2", new ScalarValue(Pick(random, Texts)));
        if (random.Next(2) == 0)
            spec = spec.With("credentials.basicAuth.password", MakeSecret(random));
        return new ComponentConfig("http://u/", "CloudEventsTarget", spec) { IsFromUri = true };
    }

    private static TriggerConfig MakeTrigger(Random random, int index, List<ComponentConfig> components)
    {
        var targets = components.Where(component => component.Role == ComponentRole.Target).ToList();
        FilterConfig filter = random.Next(3) switch
        {
            0 => FilterConfig.Everything,
            1 => FilterConfig.OfType("a.b"),
            _ => new FilterConfig([new SqlCondition("type LIKE 'a%'"), new AttributeCondition(AttributeMatch.Prefix, "subject", "it's")]),
        };
        return new TriggerConfig($"x{index}", filter, targets[random.Next(targets.Count)].Name, DeliveryPolicy.Default)
        {
            Stated = MakeDelivery(random),
            Start = random.Next(4) switch
            {
                0 => new FeedStart.Beginning(),
                1 => new FeedStart.At(17),
                2 => new FeedStart.Since(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)),
                _ => new FeedStart.End(),
            },
        };
    }

    private static DeliveryConfig MakeDelivery(Random random) => new()
    {
        Retry = random.Next(10),
        Backoff = random.Next(2) == 0 ? BackoffPolicy.Linear : null,
        BackoffDelay = random.Next(2) == 0 ? TimeSpan.FromMilliseconds(random.Next(100_000)) : null,
        BackoffMax = random.Next(2) == 0 ? TimeSpan.FromSeconds(1 + random.Next(100)) : null,
        Timeout = random.Next(2) == 0 ? TimeSpan.FromSeconds(1 + random.Next(100)) : null,
        RetryAfterMax = random.Next(2) == 0 ? TimeSpan.Zero : null,
        Format = random.Next(2) == 0 ? ContentMode.Structured : null,
        DeadLetterTarget = random.Next(2) == 0 ? "t" : null,
        Concurrency = random.Next(2) == 0 ? 1 + random.Next(50) : null,
        OrderingKey = random.Next(2) == 0 ? "partitionkey" : random.Next(2) == 0 ? "tenant" : null,
        Rate = random.Next(2) == 0 ? 0.5 : null,
    };

    private static MapValue MakeSettings(Random random)
    {
        var settings = MapValue.Empty;
        void Add(string path, Func<SettingValue> make)
        {
            if (random.Next(2) == 0)
                settings = settings.With(path, make());
        }

        Add("text", () => new ScalarValue(Pick(random, Texts)));
        Add("count", () => new ScalarValue("42"));
        Add("wait", () => new ScalarValue("30s"));
        Add("mode", () => new ScalarValue("two"));
        Add("file", () => new ScalarValue(Pick(random, Texts)));
        Add("servers", () => new ListValue([.. Enumerable.Range(0, random.Next(4)).Select(_ => new ScalarValue(Pick(random, Texts)))]));
        Add("headers", () => new MapValue([.. Texts.Where(name => name.Length > 0 && random.Next(8) == 0).Select(name =>
            KeyValuePair.Create<string, SettingValue>(name, new ScalarValue(Pick(random, Texts))))]));
        Add("token", () => MakeSecret(random));
        Add("group", () => MapValue.Of(("inner", Pick(random, Texts))));
        Add("rules", () => new ListValue(
            [.. Enumerable.Range(0, random.Next(3)).Select(_ => MapValue.Of(("name", Pick(random, Texts)), ("limit", "7")))]));
        return settings;
    }

    private static SecretValue MakeSecret(Random random)
        => new((SecretSource)random.Next(3), Pick(random, [.. Texts.Where(text => text.Length > 0)]));

    private static string Pick(Random random, string[] texts) => texts[random.Next(texts.Length)];
}
