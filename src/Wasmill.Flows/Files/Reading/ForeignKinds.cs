using Wasmill.Events;
using Wasmill.Flows.Components;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Files.Reading;

/// <summary>What to write instead of a document whose kind a flow does not have.</summary>
internal static class ForeignKinds
{
    private static readonly Dictionary<string, string> Advice = new(StringComparer.Ordinal)
    {
        ["RedisBroker"] = "write kind: Broker with apiVersion: eventing.knative.dev/v1",
        ["MemoryBroker"] = "write kind: Broker with apiVersion: eventing.knative.dev/v1",
        ["Service"] = "remove it and give the trigger that refers to it subscriber.uri",
        ["Sequence"] = "write a Trigger for each step; the reply of a step's target is an event that the next trigger filters",
        ["Parallel"] = "write a Trigger for each branch, with the branch's filter",
        ["Subscription"] = "write a Trigger; a flow has no channels",
        ["Channel"] = "remove it: events go to the Broker, and a Trigger takes the place of each Subscription",
        ["InMemoryChannel"] = "remove it: events go to the Broker, and a Trigger takes the place of each Subscription",
        ["KafkaChannel"] = "remove it: events go to the Broker, and a Trigger takes the place of each Subscription",
        ["EventPolicy"] = "remove it; docs/security.md says who may send",
        ["Filter"] = "write its expression into spec.filters of a Trigger",
        ["Splitter"] = "remove it; a flow has no splitter, so its sender sends each part as an event",
        ["EventTransform"] = "write a function, as a FunctionTarget; its reply is the new event",
        ["Deployment"] = "remove it: a program that runs elsewhere is reached with subscriber.uri, a function is a FunctionTarget",
        ["Pod"] = "remove it: a program that runs elsewhere is reached with subscriber.uri, a function is a FunctionTarget",
        ["ConfigMap"] = "remove it: settings stand in the documents of the flow",
        ["Secret"] = "remove it: a setting takes a secret from a file or a variable, as in passwordFrom: {file: PATH}",
        ["Namespace"] = "remove it: a flow has no namespaces",
        ["Kustomization"] = "write what `kubectl kustomize` prints into the flow file",
    };

    /// <summary>The message about a kind that is not known.</summary>
    public static string Explain(string kind, ComponentKinds kinds)
    {
        List<string> known = ["Broker", "Trigger", .. kinds.All.Select(component => component.Kind)];
        var there = $"the kinds of a flow are {string.Join(", ", known)}";
        if (Find(kind, kinds) is { } advice)
            return $"the kind {kind} is not known: {advice}; {there}";
        return Spelling.Closest(kind, known) is { } guess
            ? $"the kind {kind} is not known; did you mean {guess}?"
            : $"the kind {kind} is not known: remove the document, or write one of another kind; {there}";
    }

    private static string? Find(string kind, ComponentKinds kinds) => Advice.TryGetValue(kind, out var advice) ? advice
        : kind.EndsWith("Source", StringComparison.Ordinal)
            && Spelling.Closest(kind, kinds.Of(ComponentRole.Source).Select(source => source.Kind)) is null
            ? "remove it; the source sends its events to the broker's address over HTTP"
        : kind.EndsWith("Transformation", StringComparison.Ordinal) ? "write a function, as a FunctionTarget; its reply is the new event"
        : kind.EndsWith("Target", StringComparison.Ordinal) && Spelling.Closest(kind, kinds.Of(ComponentRole.Target).Select(target => target.Kind)) is null
            ? "write a CloudEventsTarget with the address of a service that takes events over HTTP, or a function that does the work, as a FunctionTarget"
        : null;
}
