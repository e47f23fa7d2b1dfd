using Wasmill.Broker.Engines;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files.Filters;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Files.Writing;

// Tested by: FlowReaderTests
/// <summary>Writes the documents of a flow so that the reader reads the same flow.</summary>
/// <param name="kinds">The kinds of component.</param>
internal sealed class FlowDocument(ComponentKinds kinds)
{
    /// <summary>Writes a broker.</summary>
    /// <param name="flow">The flow of the broker.</param>
    public string Broker(FlowModel flow)
    {
        var sink = flow.Delivery?.DeadLetterTarget is { } name ? DestinationTo(flow, name) : [];
        var delivery = flow.Delivery is null ? [] : DeliveryWriter.SpecLines(flow.Delivery, sink);
        return Write(FlowReader.EventingVersion, "Broker", flow.Broker, [], delivery);
    }

    /// <summary>Writes a source, target or transformation.</summary>
    public string Component(ComponentConfig component)
    {
        var kind = kinds.KindOf(component);
        return Write(kind.ApiVersion, kind.Kind, component.Name, [], SpecWriter.Lines(component.Spec, kind.Settings));
    }

    /// <summary>Writes a trigger.</summary>
    /// <param name="flow">The flow of the trigger, with its targets.</param>
    /// <param name="trigger">The trigger.</param>
    public string Trigger(FlowModel flow, TriggerConfig trigger)
    {
        var sink = trigger.Stated.DeadLetterTarget is { } name ? DestinationTo(flow, name) : [];
        List<KeyValuePair<string, string>> annotations = [.. DeliveryWriter.Annotations(trigger.Stated), .. UriAnnotations(flow, trigger)];
        if (trigger.Start is not FeedStart.End)
            annotations.Add(new(TriggerAnnotations.Prefix + "start", StartText.Write(trigger.Start)));
        return Write(
            FlowReader.EventingVersion,
            "Trigger",
            trigger.Name,
            annotations,
            [
                $"broker: {flow.Broker}",
                .. FilterWriter.SpecLines(trigger.Filter),
                .. DeliveryWriter.SpecLines(trigger.Stated, sink),
                "subscriber:",
                .. DestinationTo(flow, trigger.Target).Select(line => "  " + line),
            ]);
    }

    private static string Write(
        string apiVersion, string kind, string name, List<KeyValuePair<string, string>> annotations, IEnumerable<string> spec)
    {
        List<string> lines = [$"apiVersion: {apiVersion}", $"kind: {kind}", "metadata:", $"  name: {name}"];
        if (annotations.Count > 0)
            lines.Add("  annotations:");
        lines.AddRange(annotations.Select(one => $"    {one.Key}: {YamlText.Quoted(one.Value)}"));
        var count = lines.Count;
        lines.AddRange(spec.Select(line => "  " + line));
        if (lines.Count > count)
            lines.Insert(count, "spec:");
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private IEnumerable<string> DestinationTo(FlowModel flow, string name)
    {
        var target = flow.Targets.First(other => other.Name == name);
        var kind = kinds.KindOf(target);
        if (!target.IsFromUri || kind is not ITargetKind { ForUris: { } names })
            return ["ref:", $"  apiVersion: {kind.ApiVersion}", $"  kind: {kind.Kind}", $"  name: {YamlText.Scalar(name)}"];
        return target.Spec.TextOf(names.Authorities) is { } authorities
            ? [$"uri: {YamlText.Scalar(name)}", $"CACerts: {YamlText.Scalar(authorities)}"]
            : [$"uri: {YamlText.Scalar(name)}"];
    }

    // A target that is created from a URI has no document: its other settings are annotations of the trigger.
    private IEnumerable<KeyValuePair<string, string>> UriAnnotations(FlowModel flow, TriggerConfig trigger)
    {
        var target = flow.Targets.First(other => other.Name == trigger.Target);
        if (!target.IsFromUri || kinds.KindOf(target) is not ITargetKind { ForUris: { } names } kind)
            yield break;
        foreach (var (path, _) in SettingTree.Leaves(kind.Settings)
            .Where(leaf => leaf.Path != names.Address && leaf.Path != names.Authorities))
        {
            switch (target.Spec.Find(path))
            {
                case ScalarValue scalar:
                    yield return new(TriggerAnnotations.TargetPrefix + path, scalar.Text);
                    break;
                case SecretValue secret:
                    var form = secret.Source == SecretSource.Inline ? "" : $"{SecretKeys.Suffix}.{SecretKeys.FormOf(secret.Source)}";
                    yield return new($"{TriggerAnnotations.TargetPrefix}{path}{form}", secret.Text);
                    break;
            }
        }
    }
}
