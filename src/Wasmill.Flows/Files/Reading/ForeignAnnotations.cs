using Wasmill.Flows.Model;

namespace Wasmill.Flows.Files.Reading;

/// <summary>Warnings of annotations that other brokers honor and this one does not.</summary>
internal static class ForeignAnnotations
{
    private static readonly string[] Vendors = ["knative.dev", "triggermesh.io"];

    // Knative notes here who wrote a resource: nothing depends on it.
    private static readonly string[] Notes = ["eventing.knative.dev/creator", "eventing.knative.dev/lastModifier"];

    /// <summary>The warnings of one document.</summary>
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
        return key.Contains('/', StringComparison.Ordinal) && Array.Exists(Vendors, vendor => domain == vendor || domain.EndsWith("." + vendor, StringComparison.Ordinal));
    }

    private static string? Explain(string key, string value) => (key, value) switch
    {
        // Without an order is how a trigger delivers anyway.
        ("kafka.eventing.knative.dev/delivery.order", "unordered") => null,
        ("kafka.eventing.knative.dev/delivery.order", _) => "write wasmill.dev/ordering: key, which keeps the order of events with the same partitionkey",
        ("eventing.knative.dev/broker.class", _) => "there is one class of broker; remove it, and choose where events are kept with the run command's --engine",
        _ => "remove it; docs/delivery.md lists the annotations that have one",
    };
}
