using System.Globalization;
using System.Text;

namespace Wasmill.Bench.Flows;

/// <summary>Flow files for the benchmarks. The events of all suites have the type <see cref="EventType"/>.</summary>
internal static class FlowFile
{
    /// <summary>The type of every event that is sent.</summary>
    public const string EventType = "io.wasm.event";

    /// <summary>The type of every event that a function answers with.</summary>
    public const string ReplyType = EventType + ".transformed";

    private const string Broker = "apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata: {name: bench}\n";

    /// <summary>A broker without triggers.</summary>
    public static string Empty => Broker;

    /// <summary>Returns a flow with one trigger for each target; all triggers match every event.</summary>
    public static string Matching(params string[] targets)
    {
        var text = new StringBuilder(Broker);
        for (var i = 0; i < targets.Length; i++)
            Trigger(text, i, $"exact: {{type: {EventType}}}", Uri(targets[i]));
        return text.ToString();
    }

    /// <summary>Returns a flow whose events a function transforms; the transformed ones go to a target.</summary>
    /// <param name="app">The folder of the function.</param>
    /// <param name="target">The URL of the target.</param>
    public static string Transforming(string app, string target)
    {
        var text = new StringBuilder(Broker);
        Function(text, "stamp", app);
        Trigger(text, 0, $"exact: {{type: {EventType}}}", Reference("stamp"));
        Trigger(text, 1, $"exact: {{type: {ReplyType}}}", Uri(target));
        return text.ToString();
    }

    /// <summary>
    /// Returns a flow with many functions, each with a trigger of its own; the events that they answer with go to a target.
    /// </summary>
    /// <param name="apps">The folders of the functions. Function number i gets the events of <see cref="TypeOf"/>(i).</param>
    /// <param name="target">The URL of the target.</param>
    public static string ManyFunctions(IReadOnlyList<string> apps, string target)
    {
        var text = new StringBuilder(Broker);
        for (var i = 0; i < apps.Count; i++)
        {
            Function(text, $"f{i}", apps[i]);
            Trigger(text, i, $"exact: {{type: {TypeOf(i)}}}", Reference($"f{i}"));
        }

        Trigger(text, apps.Count, $"exact: {{type: {ReplyType}}}", Uri(target));
        return text.ToString();
    }

    /// <summary>Returns the type of the events for one of many functions.</summary>
    public static string TypeOf(int function) => string.Create(CultureInfo.InvariantCulture, $"{EventType}.f{function}");

    /// <summary>
    /// Returns a flow with many triggers, of which only the first matches the events. Of ten triggers, eight compare the type, one its
    /// prefix or suffix, and one has an expression over other attributes.
    /// </summary>
    public static string OneOf(int count, string target)
    {
        var text = new StringBuilder(Broker);
        for (var i = 0; i < count; i++)
        {
            var filter = (i % 20) switch
            {
                _ when i == 0 => $"exact: {{type: {EventType}}}",
                8 => $"prefix: {{type: com.p{i}.}}",
                18 => $"suffix: {{type: .s{i}}}",
                9 or 19 => $"cesql: \"subject = 's{i}' AND source LIKE '/x%'\"",
                _ => $"exact: {{type: com.t{i}}}",
            };
            Trigger(text, i, filter, Uri(target));
        }

        return text.ToString();
    }

    private static string Uri(string target) => $"{{uri: '{target}'}}";

    private static string Reference(string function)
        => $"{{ref: {{apiVersion: wasmill.dev/v1alpha1, kind: FunctionTarget, name: {function}}}}}";

    private static void Function(StringBuilder text, string name, string app)
        => text.Append(
            CultureInfo.InvariantCulture,
            $"---\napiVersion: wasmill.dev/v1alpha1\nkind: FunctionTarget\nmetadata: {{name: {name}}}\nspec: {{from: '{app}'}}\n");

    private static void Trigger(StringBuilder text, int index, string filter, string subscriber)
        => text.Append(
            CultureInfo.InvariantCulture,
            $"---\napiVersion: eventing.knative.dev/v1\nkind: Trigger\nmetadata: {{name: t{index}}}\nspec:\n  broker: bench\n  filters:\n"
                + $"    - {filter}\n  subscriber: {subscriber}\n");
}
