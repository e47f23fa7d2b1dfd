using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests.Files.Reading;

public sealed class SpecReaderTests
{
    [Fact]
    public void Every_type_of_setting_is_read()
    {
        var spec = Read("""
              text: 12
              flag: true
              count: 3
              wait: PT1M
              mode: one
              file: ./x
              servers: [a, b]
              headers: {X-One: 1, two.three: 2}
              tokenFrom: {env: TOKEN}
              group: {inner: x, key: y}
              rules: [{name: r, limit: 5}]
            """.Replace("flag: true\n", "flag: false\n", StringComparison.Ordinal).Replace(
                "  mode: one\n", "", StringComparison.Ordinal)).Spec;

        Assert.Equal(("12", "false", "3", "PT1M"), (spec.TextOf("text"), spec.TextOf("flag"), spec.TextOf("count"), spec.TextOf("wait")));
        Assert.True(new ListValue([new ScalarValue("a"), new ScalarValue("b")]).SameAs(spec.Find("servers")!));
        Assert.True(
            new MapValue([new("X-One", new ScalarValue("1")), new("two.three", new ScalarValue("2"))]).SameAs(spec.Find("headers")!));
        Assert.True(new SecretValue(SecretSource.Environment, "TOKEN").SameAs(spec.Find("token")!));
        Assert.True(new SecretValue(SecretSource.Inline, "y").SameAs(spec.Find("group.key")!));
        Assert.True(new ListValue([MapValue.Of(("name", "r"), ("limit", "5"))]).SameAs(spec.Find("rules")!));
    }

    [Fact]
    public void A_single_text_is_a_list_of_one()
        => Assert.True(new ListValue([new ScalarValue("a")]).SameAs(Read("  servers: a").Spec.Find("servers")!));

    [Fact]
    public void Every_error_is_reported_at_once_with_its_place()
    {
        var errors = Assert.Throws<FlowException>(() => Read("""
              flag: maybe
              count: 500
              servers: {a: b}
              headers: [1]
              txt: x
              group: {}
              rules:
                - limit: 1
                - name: bad
                - {name: [x]}
              token: {valueFromSecret: {name: a, key: b}}
            """)).Errors;

        Assert.Equal(
            [
                (12, 12, "spec.servers must be a list of texts"),
                (13, 12, "spec.headers must be a mapping"),
                (19, 14, "spec.rules[2].name must be a single value"),
                (20, 10, "spec.token must be a text: Kubernetes secrets are not supported; use tokenFrom: {file: "
                    + "PATH}, for example with the file to which the secret is mounted, or tokenFrom: {env: NAME}"),
                (14, 3, "spec.txt is not known; did you mean text?"),
                (10, 9, "flag must be true or false, not \"maybe\""),
                (11, 10, "count must be a whole number from 1 to 100, not \"500\""),
                (15, 10, "spec.group.inner is missing: an inner text"),
                (17, 7, "spec.rules[0].name is missing: the rule's name"),
                (18, 13, "bad is not a valid name; use another"),
            ],
            errors.Select(error =>
                ((int)error.Line, (int)error.Column, error.Message.Replace("EverySource every: ", "", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_required_setting_of_a_target_is_missing_at_the_document_when_there_is_no_spec()
    {
        var error = Assert.Single(Assert.Throws<FlowException>(() => FlowReader.Read(
            FlowText.Parse("apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata: {name: b}\n---\n"
                + "apiVersion: targets.triggermesh.io/v1alpha1\nkind: CloudEventsTarget\nmetadata: {name: t}\n"),
            TestKind.All)).Errors);

        Assert.Equal((5, "CloudEventsTarget t: spec.endpoint is missing: where"), ((int)error.Line, error.Message));
    }

    [Theory]
    [InlineData("  sink: {ref: {apiVersion: eventing.knative.dev/v1, kind: Broker, name: b}}", null)]
    [InlineData("  sink: {ref: {name: b}}", null)]
    [InlineData("  sink: {ref: {kind: Broker, name: other}}", "spec.sink refers to broker \"other\"; the flow's broker is \"b\"")]
    [InlineData(
        "  sink: {ref: {kind: Service, name: b}}",
        "spec.sink.ref must be a Broker, not a Service: sources publish to the broker; add a Trigger from there")]
    [InlineData("  sink: {uri: http://x}", "spec.sink.uri is not supported yet; remove it")]
    public void The_sink_of_a_source_is_the_broker(string spec, string? message)
    {
        if (message is null)
            Assert.Equal(ComponentRole.Source, Read(spec).Role);
        else
            Assert.Contains(
                Assert.Throws<FlowException>(() => Read(spec)).Errors, error => error.Message == $"EverySource every: {message}");
    }

    private static ComponentConfig Read(string spec) => Assert.Single(FlowReader.Read(
        FlowText.Parse("apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata: {name: b}\n---\napiVersion: test.wasmill.dev/v1\n"
            + $"kind: EverySource\nmetadata:\n  name: every\nspec:\n{spec}\n"),
        TestKind.All).Components);
}
