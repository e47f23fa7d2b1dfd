using Wasmill.Events;
using Wasmill.Flows.Components;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Files.Reading;

// Tested by: KubernetesDocumentsTests
/// <summary>Explains how to replace documents of kinds that a flow does not support.</summary>
internal static class ForeignKinds
{
    private static readonly Dictionary<string, string> Advice = new(StringComparer.Ordinal)
    {
        ["RedisBroker"] = "use kind: Broker with apiVersion: eventing.knative.dev/v1",
        ["MemoryBroker"] = "use kind: Broker with apiVersion: eventing.knative.dev/v1",
        ["Service"] = "remove it and use subscriber.uri in the trigger that refers to it",
        ["Sequence"] = "use a Trigger for each step; the reply of a step's target is an event that the next trigger filters",
        ["Parallel"] = "use a Trigger with a filter for each branch",
        ["Subscription"] = "use a Trigger; a flow has no channels",
        ["Channel"] = "remove it: events go to the Broker; use a Trigger for each Subscription",
        ["InMemoryChannel"] = "remove it: events go to the Broker; use a Trigger for each Subscription",
        ["KafkaChannel"] = "remove it: events go to the Broker; use a Trigger for each Subscription",
        ["EventPolicy"] = "remove it; docs/security.md describes who may send events",
        ["Filter"] = "write its expression in spec.filters of a Trigger",
        ["Splitter"] = "remove it; a flow has no splitter, so the sender must send each part as an event",
        ["EventTransform"] = "use a FunctionTarget with a function whose reply is the new event",
        ["Deployment"] = "remove it; use subscriber.uri for a program that runs elsewhere, and a FunctionTarget for a function",
        ["Pod"] = "remove it; use subscriber.uri for a program that runs elsewhere, and a FunctionTarget for a function",
        ["ConfigMap"] = "remove it; write settings in the documents of the flow",
        ["Secret"] = "remove it; settings read secrets from files or environment variables, as in passwordFrom: {file: PATH}",
        ["Namespace"] = "remove it; a flow has no namespaces",
        ["Kustomization"] = "use the output of `kubectl kustomize` as the flow file",
    };

    /// <summary>Returns the message about an unknown kind.</summary>
    public static string Explain(string kind, ComponentKinds kinds)
    {
        List<string> known = ["Broker", "Trigger", .. kinds.All.Select(component => component.Kind)];
        var there = $"the supported kinds are {string.Join(", ", known)}";
        if (Find(kind, kinds) is { } advice)
            return $"the kind {kind} is not supported: {advice}; {there}";
        return Spelling.Closest(kind, known) is { } guess
            ? $"the kind {kind} is not supported; did you mean {guess}?"
            : $"the kind {kind} is not supported: remove the document or use another kind; {there}";
    }

    private static string? Find(string kind, ComponentKinds kinds) => Advice.TryGetValue(kind, out var advice) ? advice
        : kind.EndsWith("Source", StringComparison.Ordinal)
            && Spelling.Closest(kind, kinds.Of(ComponentRole.Source).Select(source => source.Kind)) is null
            ? "remove it; let the source send its events to the broker's address over HTTP"
        : kind.EndsWith("Transformation", StringComparison.Ordinal) ? "use a FunctionTarget with a function whose reply is the new event"
        : kind.EndsWith("Target", StringComparison.Ordinal)
            && Spelling.Closest(kind, kinds.Of(ComponentRole.Target).Select(target => target.Kind)) is null
            ? "use a CloudEventsTarget with the address of a service that accepts events over HTTP, or a FunctionTarget"
        : null;
}
