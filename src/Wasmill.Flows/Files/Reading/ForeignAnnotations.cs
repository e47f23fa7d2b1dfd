using Wasmill.Flows.Model;

namespace Wasmill.Flows.Files.Reading;

// Tested by: KubernetesDocumentsTests
/// <summary>Warnings about annotations that other brokers support and this one does not.</summary>
internal static class ForeignAnnotations
{
    private static readonly string[] Vendors = ["knative.dev", "triggermesh.io"];

    // Knative records the author of a resource here: nothing depends on it.
    private static readonly string[] Notes = ["eventing.knative.dev/creator", "eventing.knative.dev/lastModifier"];

    /// <summary>Finds the warnings of a document.</summary>
    public static IEnumerable<FlowWarning> Read(FlowNode? annotations, string component)
    {
        foreach (var key in annotations?.Keys.ToList() ?? [])
        {
            if (!IsForeign(key) || Notes.Contains(key) || annotations!.Text(key) is not { } value || Explain(key, value) is not { } reason)
                continue;
            var (line, column) = annotations.PlaceOf(key);
            yield return new FlowWarning(component, line, column, $"the annotation {key} has no effect: {reason}");
        }
    }

    private static bool IsForeign(string key)
    {
        var domain = key.Split('/')[0];
        return key.Contains('/', StringComparison.Ordinal)
            && Array.Exists(Vendors, vendor => domain == vendor || domain.EndsWith("." + vendor, StringComparison.Ordinal));
    }

    private static string? Explain(string key, string value) => (key, value) switch
    {
        // Unordered delivery is the default.
        ("kafka.eventing.knative.dev/delivery.order", "unordered") => null,
        ("kafka.eventing.knative.dev/delivery.order", _) =>
            "use wasmill.dev/ordering: key, which keeps the order of events with the same partitionkey",
        ("eventing.knative.dev/broker.class", _) =>
            "there is only one class of broker; remove it, and select the storage of events with the option --engine of the run command",
        _ => "remove it; docs/delivery.md lists the supported annotations",
    };
}
