using System.Text;
using Wasmill.Flows.Components;

namespace Wasmill.Flows.Documentation;

// Tested by: FlowFilePageTests
/// <summary>Writes the reference page of a flow file in Markdown.</summary>
public static class FlowFilePage
{
    /// <summary>A flow that has every field of the page.</summary>
    public const string Example = """
        apiVersion: eventing.knative.dev/v1
        kind: Broker
        metadata:
          name: shop
        spec:
          delivery:
            retry: 5
            backoffPolicy: exponential
            backoffDelay: PT0.5S
            backoffMax: PT1M
        ---
        apiVersion: targets.triggermesh.io/v1alpha1
        kind: CloudEventsTarget
        metadata:
          name: billing
        spec:
          endpoint: http://localhost:3000
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: orders
          annotations:
            wasmill.dev/concurrency: "4"
            wasmill.dev/ordering: key
            wasmill.dev/ordering-key: partitionkey
            wasmill.dev/rate: "50"
            wasmill.dev/start: beginning
        spec:
          broker: shop
          filter:
            attributes:
              type: order.created
          subscriber:
            ref:
              apiVersion: targets.triggermesh.io/v1alpha1
              kind: CloudEventsTarget
              name: billing
          delivery:
            timeout: PT10S
            retryAfterMax: PT5M
            format: binary
            deadLetterSink:
              uri: http://localhost:9000/lost
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: large-orders
          annotations:
            target.wasmill.dev/path: /large
        spec:
          broker: shop
          filters:
            - prefix:
                type: order.
            - cesql: subject LIKE 'eu-%'
          subscriber:
            uri: http://localhost:4000

        """;

    /// <summary>The fields of a Broker.</summary>
    public static IReadOnlyList<(string Field, string Meaning)> Broker { get; } =
    [
        ("metadata.name", "name of the broker, required; lowercase letters, digits and -"),
        ("spec.delivery", "delivery policy of all triggers that do not set their own"),
    ];

    /// <summary>The fields of a Trigger.</summary>
    public static IReadOnlyList<(string Field, string Meaning)> Trigger { get; } =
    [
        ("metadata.name", "name of the trigger, required; its position in the log belongs to the name"),
        ("spec.broker", "name of the broker, required"),
        ("spec.filter", "attributes that an event must have, with exact values; an empty value means any value (default: all events)"),
        ("spec.filters", "list of filters that an event must match; takes the place of spec.filter; see docs/filters.md"),
        ("spec.subscriber", "target, required: ref (apiVersion, kind, name) to a document of the flow, or uri"),
        ("spec.delivery", "delivery policy"),
    ];

    /// <summary>The fields of a delivery policy.</summary>
    public static IReadOnlyList<(string Field, string Meaning)> Delivery { get; } =
    [
        ("retry", "retries after the first attempt (default: retry for 24 hours)"),
        ("backoffPolicy", "exponential, linear or constant growth of the time between retries (default: exponential); needs retry"),
        ("backoffDelay", "time before the first retry, an ISO 8601 duration (default: PT0.5S); needs retry"),
        ("backoffMax", "longest time between retries (default: P7D); needs retry"),
        ("timeout", "timeout of an attempt (default: PT30S)"),
        ("retryAfterMax", "longest Retry-After of a 429 or 503 that is heeded (default: PT1H)"),
        ("format", "binary or json, the form of the events (default: that of the target)"),
        ("deadLetterSink", "target of undeliverable events: ref or uri (default: the dead letters of the broker)"),
    ];

    /// <summary>The annotations of a Trigger.</summary>
    public static IReadOnlyList<(string Field, string Meaning)> Annotations { get; } =
    [
        ("wasmill.dev/concurrency", "concurrent attempts, 1 to 1000 (default: 32)"),
        ("wasmill.dev/ordering", "key to deliver events with the same key in order, one at a time (default: none)"),
        ("wasmill.dev/ordering-key", "attribute that is the key (default: partitionkey)"),
        ("wasmill.dev/rate", "maximum attempts per second (default: no limit)"),
        ("wasmill.dev/start", "first event of a new trigger: beginning, end, a position or a time (default: end)"),
        ("target.wasmill.dev/", "prefix of the settings of a target that the trigger's uri creates"),
    ];

    /// <summary>Writes the page.</summary>
    /// <param name="kinds">The kinds of component that a flow may have.</param>
    /// <param name="components">The folder of the kinds' pages, relative to this page.</param>
    public static string Write(ComponentKinds kinds, string components)
    {
        var page = new StringBuilder();
        page.Append("# The flow file\n\nMade from the program by `wasmill manual --markdown docs/reference`.\n\n");
        page.Append("A flow is a YAML file of documents that are separated by `---`: one Broker, Triggers, and sources, targets and ");
        page.Append("transformations. `wasmill run -f FILE` runs it and follows its changes; the commands `create` and `delete` edit the ");
        page.Append("file `flow.yaml` in the broker's folder. `wasmill flow schema` prints a JSON Schema for editors.\n");
        Write(page, "Broker", "`apiVersion: eventing.knative.dev/v1`, `kind: Broker`", Broker);
        Write(page, "Trigger", "`apiVersion: eventing.knative.dev/v1`, `kind: Trigger`", Trigger);
        Write(page, "Delivery policy", "Under `spec.delivery`; more in [delivery.md](../delivery.md)", Delivery);
        Write(page, "Annotations of a Trigger", "Under `metadata.annotations`", Annotations);
        page.Append("\n## Sources, targets and transformations\n\n| kind | meaning |\n|---|---|\n");
        foreach (var kind in kinds.All)
            page.Append($"| [{kind.Kind}]({components}/{FileOf(kind)}) | {kind.Description} |\n");
        return page.Append($"\n## Example\n\n```yaml\n{Example}```\n").ToString();
    }

    private static void Write(StringBuilder page, string title, string place, IReadOnlyList<(string Field, string Meaning)> fields)
    {
        page.Append($"\n## {title}\n\n{place}.\n\n| field | meaning |\n|---|---|\n");
        foreach (var (field, meaning) in fields)
            page.Append($"| `{field}` | {meaning} |\n");
    }

    private static string FileOf(IComponentKind kind) => $"{kind.CommandName}-{ReferencePage.WordOf(kind.Role)}.md";
}
