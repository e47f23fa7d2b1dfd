using Wasmill.Broker.Policies;
using Wasmill.Events.Filters;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests.Files.Writing;

public sealed class FlowEditorTests
{
    private readonly FlowEditor _editor = new(TestKind.All);

    [Theory]
    [InlineData("*")]
    [InlineData("io.wasm.event")]
    [InlineData("a*")]
    [InlineData("*b")]
    [InlineData("12")]
    [InlineData("true")]
    [InlineData("it's: #odd")]
    public void What_is_written_is_read_back_the_same(string type)
    {
        var target = TestKind.Config("t", ("endpoint", "http://localhost:1/a?b=c#d"), ("credentials.basicAuth.username", "yes"));
        target = target with { Spec = target.Spec.With("credentials.basicAuth.password", new SecretValue(SecretSource.Inline, "p: 'w")) };
        var trigger = new TriggerConfig("x", FilterConfig.OfType(type), "t", DeliveryPolicy.Default);
        var text = _editor.AddTrigger(_editor.AddComponent(FlowEditor.NewFlow("b"), target), trigger);
        var flow = FlowReader.Read(FlowText.Parse(text.ToString()), TestKind.All);
        Assert.True(flow.Components[0].SameAs(target));
        Assert.Equal(trigger.Filter.Conditions, flow.Triggers[0].Filter.Conditions);
    }

    [Fact]
    public void An_edit_leaves_every_other_line_as_it_was()
    {
        const string Written = """
            # My broker
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata: {name: b}   # on one line
            ---
            # The first target
            apiVersion: targets.triggermesh.io/v1alpha1
            kind: CloudEventsTarget
            metadata:
                name: one
            spec: { endpoint: "http://localhost:1" }

            """;
        var added = _editor.AddComponent(FlowText.Parse(Written), Target("two"));
        Assert.StartsWith(Written.ReplaceLineEndings("\n"), added.ToString(), StringComparison.Ordinal);
        Assert.Equal(Written.ReplaceLineEndings("\n"), _editor.RemoveComponent(added, "two", ComponentRole.Target).ToString());
        Assert.NotEqual(FlowText.Parse(Written).Revision, added.Revision);
    }

    [Fact]
    public void Removing_a_target_removes_the_triggers_to_it()
    {
        var text = _editor.AddComponent(_editor.AddComponent(FlowEditor.NewFlow("b"), Target("one")), Target("two"));
        foreach (var (name, target) in ((string, string)[])[("a", "one"), ("b", "two"), ("c", "one")])
            text = _editor.AddTrigger(text, new TriggerConfig(name, FilterConfig.Everything, target, DeliveryPolicy.Default));
        var flow = FlowReader.Read(_editor.RemoveComponent(text, "one", ComponentRole.Target), TestKind.All);
        Assert.Equal(["two"], flow.Targets.Select(target => target.Name));
        Assert.Equal(["b"], flow.Triggers.Select(trigger => trigger.Name));
    }

    [Fact]
    public void What_cannot_be_done_says_why()
    {
        var text = _editor.AddComponent(FlowEditor.NewFlow("b"), Target("one"));
        Assert.Contains(
            "already exists",
            Assert.Throws<FlowException>(() => _editor.AddComponent(text, Target("one"))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "did you mean \"one\"?",
            Assert.Throws<FlowException>(() => _editor.RemoveComponent(text, "onne", ComponentRole.Target)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "there is no trigger yet",
            Assert.Throws<FlowException>(() => _editor.RemoveTrigger(text, "x")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "the endpoint is wrong",
            Assert.Throws<FlowException>(() => _editor.AddComponent(text, Target("two", "wrong"))).Message,
            StringComparison.Ordinal);
    }

    private static ComponentConfig Target(string name, string endpoint = "http://localhost:1")
        => TestKind.Config(name, ("endpoint", endpoint));
}
