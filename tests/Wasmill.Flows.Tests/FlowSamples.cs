using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Tests;

/// <summary>A flow around the part that a test is about: the broker b, the target t, the trigger x.</summary>
internal static class FlowSamples
{
    /// <summary>Reads it.</summary>
    /// <param name="broker">The broker's spec in YAML's flow style, or nothing.</param>
    /// <param name="delivery">The trigger's delivery in YAML's flow style, or nothing.</param>
    /// <param name="annotations">The trigger's annotations in YAML's flow style.</param>
    /// <param name="subscriber">The trigger's subscriber in YAML's flow style.</param>
    public static FlowModel Read(
        string broker = "", string delivery = "", string annotations = "{}", string subscriber = "{ref: {name: t}}")
        => FlowReader.Read(FlowText.Parse($$"""
            apiVersion: eventing.knative.dev/v1
            kind: Trigger
            metadata:
              name: x
              annotations: {{annotations}}
            spec:
              broker: b
              delivery: {{delivery}}
              subscriber: {{subscriber}}
            ---
            apiVersion: targets.triggermesh.io/v1alpha1
            kind: CloudEventsTarget
            metadata: {name: t}
            spec: {endpoint: 'http://localhost:1'}
            ---
            apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata: {name: b}
            spec: {{broker}}
            """), TestKind.All);

    /// <summary>What is wrong with it.</summary>
    public static FlowError Refuse(
        string broker = "", string delivery = "", string annotations = "{}", string subscriber = "{ref: {name: t}}")
        => Assert.Single(Assert.Throws<FlowException>(() => Read(broker, delivery, annotations, subscriber)).Errors);
}
