using Wasmill.Broker.Policies;
using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Matching;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests.Files.Reading;

public sealed class FlowReaderTests
{
    private const string Head = """
        apiVersion: eventing.knative.dev/v1
        kind: Broker
        metadata:
          name: b
        ---
        apiVersion: targets.triggermesh.io/v1alpha1
        kind: CloudEventsTarget
        metadata:
          name: t
        spec:
          endpoint: http://localhost:1
          credentials:
            basicAuth:
              username: user
              password: '12'
        ---

        """;

    [Fact]
    public void A_flow_of_Knative_documents_is_read()
    {
        var flow = Read(Head + """
            # A comment, labels and all that Kubernetes adds.
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata:
              name: x
              namespace: default
              labels: {a: b}
            spec:
              broker: b
              filter:
                attributes:
                  type: io.wasm.event
                  ext: ""
              delivery:
                retry: 3
                backoffPolicy: linear
                backoffDelay: PT0.5S
                timeout: PT1M
              subscriber:
                ref:
                  apiVersion: targets.triggermesh.io/v1alpha1
                  kind: CloudEventsTarget
                  name: t
            """);
        var target = Assert.Single(flow.Targets);
        Assert.Equal(
            ("t", "http://localhost:1", "user", "12"),
            (
                target.Name,
                target.Spec.TextOf("endpoint"),
                target.Spec.TextOf("credentials.basicAuth.username"),
                ((SecretValue)target.Spec.Find("credentials.basicAuth.password")!).Text));
        var trigger = Assert.Single(flow.Triggers);
        Assert.Equal(
            [
                new AttributeCondition(AttributeMatch.Exact, "type", "io.wasm.event"),
                new AttributeCondition(AttributeMatch.Present, "ext", ""),
            ],
            trigger.Filter.Conditions);
        Assert.Equal(
            new DeliveryPolicy
            {
                Retry = 3,
                Backoff = BackoffPolicy.Linear,
                BackoffDelay = TimeSpan.FromSeconds(0.5),
                Timeout = TimeSpan.FromMinutes(1),
            },
            trigger.Delivery);
        Assert.Equal(("b", "t"), (flow.Broker, trigger.Target));
    }

    [Fact]
    public void A_subscriber_may_be_an_address()
    {
        var flow = Read(Trigger("  subscriber: {uri: 'http://localhost:9/x'}"));
        Assert.Equal("http://localhost:9/x", flow.Triggers[0].Target);
        Assert.Contains(
            flow.Targets, target => target.Name == "http://localhost:9/x" && target.Spec.TextOf("endpoint") == "http://localhost:9/x");
    }

    [Fact]
    public void The_newer_filters_take_the_place_of_the_older_one()
    {
        var flow = Read(Trigger("  filter: {attributes: {type: old}}\n  filters:\n    - exact: {type: a}\n    - prefix: {source: /s}\n"
            + "      suffix: {subject: z}\n  subscriber: {ref: {name: t}}"));
        Assert.Equal("type is a and source is /s* and subject is *z", flow.Triggers[0].Filter.Compile().Describe());
    }

    [Theory]
    [InlineData("  subscriber: {ref: {name: nobody}}", "Trigger x: subscriber refers to unknown target \"nobody\"")]
    [InlineData("  subscriber: {}", "must have a uri or a ref")]
    [InlineData("  filters:\n    - {}\n  subscriber: {ref: {name: t}}", "an empty filter matches every event")]
    [InlineData("  filters:\n    - exact: {type: ''}\n  subscriber: {ref: {name: t}}", "the exact filter on type has no value")]
    [InlineData("  filter: {attributes: {My: x}}\n  subscriber: {ref: {name: t}}", "\"My\" is not a valid attribute name")]
    [InlineData("  delivery: {retry: -1}\n  subscriber: {ref: {name: t}}", "must be a whole number")]
    [InlineData("  delivery: {backoffDelay: PT1S}\n  subscriber: {ref: {name: t}}", "sets a back-off but no retries")]
    [InlineData("  delivery: {retry: 1, backoffDelay: 1s}\n  subscriber: {ref: {name: t}}", "must be an ISO 8601 duration")]
    [InlineData("  delivery: {retry: 1, backoffDelay: P1M}\n  subscriber: {ref: {name: t}}", "must be an ISO 8601 duration")]
    [InlineData("  subscribr: {ref: {name: t}}", "spec.subscribr is not known; did you mean subscriber?")]
    public void What_is_wrong_is_named(string rest, string reason)
        => Assert.Contains(reason, Assert.Throws<FlowException>(() => Read(Trigger(rest))).Message, StringComparison.Ordinal);

    [Fact]
    public void All_errors_come_at_once_with_their_places()
    {
        var errors = Assert.Throws<FlowException>(() => Read(Head.Replace("endpoint:", "endpont:", StringComparison.Ordinal)
            + "kind: Trigger\nmetadata: {name: ../x}\n---\nnot: [closed")).Errors;
        Assert.Equal(
            [
                (11, "CloudEventsTarget t: spec.endpont is not known; did you mean endpoint?"),
                (17, "apiVersion is missing"),
                (21, "not valid YAML"),
            ],
            errors.Where(error => error.Line > 0 && !error.Message.Contains("spec.endpoint is missing", StringComparison.Ordinal))
                .Select(error => (
                    (int)error.Line,
                    error.Message[..Math.Min(
                        error.Message.Length, error.Message.StartsWith("not valid YAML", StringComparison.Ordinal) ? 14 : 200)])));
    }

    [Theory]
    [InlineData(
        "a: b: c",
        "line 1, column 5: not valid YAML: a text with \": \" in it needs quotes, or the indentation does not fit the lines above")]
    [InlineData(
        "a: 1\n  b: 2",
        "line 2, column 4: not valid YAML: a text with \": \" in it needs quotes, or the indentation does not fit the lines above")]
    [InlineData("a:\n\tb: 1", "line 1, column 1: not valid YAML: a line is indented with a tab; use blanks")]
    [InlineData("a: \"x", "line 1, column 4: not valid YAML: the text in quotes is not closed, or goes on at the wrong indentation")]
    [InlineData("a: [1, 2", "not valid YAML: the list or mapping in brackets is not closed, or a comma is missing in it")]
    [InlineData("a: {b: 1", "not valid YAML: the list or mapping in brackets is not closed, or a comma is missing in it")]
    [InlineData("a: @x", "line 1, column 4: not valid YAML: a text that begins with @, %, ` or a tab needs quotes")]
    [InlineData(
        "a: \"\\q\"",
        "line 1, column 4: not valid YAML: the text has a backslash that begins no escape sequence; write \\\\ for a "
            + "backslash, or use 'single quotes'")]
    [InlineData("a: 1\na: 2", "line 2, column 1: not valid YAML: the key a is given twice")]
    [InlineData("a: *x", "not valid YAML: an anchor (&NAME) or alias (*NAME) is not valid; a text that begins with & or * needs quotes")]
    [InlineData("a: !x!y z", "line 1, column 4: not valid YAML: a tag (!NAME) is not valid; a text that begins with ! needs quotes")]
    [InlineData("a: |x\n b", "line 1, column 4: not valid YAML: a text that begins with | or > must be indented, below its first line")]
    public void A_syntax_error_is_one_line_in_words_of_a_user(string text, string error)
    {
        var message = Assert.Throws<FlowException>(() => Read(text)).Message;
        Assert.EndsWith(error, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain("expected", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exactly_one_broker_is_needed()
    {
        Assert.Contains("no Broker document", Assert.Throws<FlowException>(() => Read("")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "more than one Broker",
            Assert.Throws<FlowException>(() => Read(Head + Head.Replace("name: b", "name: c", StringComparison.Ordinal))).Message,
            StringComparison.Ordinal);
    }

    private static FlowModel Read(string text) => FlowReader.Read(FlowText.Parse(text), TestKind.All);

    private static string Trigger(string rest)
        => $"{Head}apiVersion: eventing.knative.dev/v1\nkind: Trigger\nmetadata: {{name: x}}\nspec:\n  broker: b\n{rest}\n";
}
