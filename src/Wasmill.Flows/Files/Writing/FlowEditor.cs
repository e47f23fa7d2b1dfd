using System.Text;
using Wasmill.Events;
using Wasmill.Flows.Files.Filters;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Files.Writing;

/// <summary>Edits a flow's text, one document at a time. Every result is read and checked before it is given back.</summary>
public sealed class FlowEditor(TargetKinds kinds)
{
    /// <summary>The text of a flow with nothing but its broker.</summary>
    public static FlowText NewFlow(string broker)
        => FlowText.Parse($"apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata:\n  name: {broker}\n");

    /// <summary>Adds a target.</summary>
    /// <exception cref="FlowException">There is one of that name, or the result would be wrong.</exception>
    public FlowText AddTarget(FlowText text, TargetConfig target)
    {
        var kind = kinds.Find(target.Kind) ?? throw new FlowException($"the kind {target.Kind} is not known");
        var model = FlowReader.Read(text, kinds);
        if (model.Targets.Any(other => other.Name == target.Name))
            throw new FlowException($"the target \"{target.Name}\" exists already: delete it first, or give this one another --name");
        return Checked(text.Add(Document(kind.ApiVersion, kind.Kind, target.Name, Nested([.. target.Spec, .. SecretReader.Write(target.Secrets)]))));
    }

    /// <summary>Adds a trigger.</summary>
    /// <exception cref="FlowException">There is one of that name, its target is unknown, or the result would be wrong.</exception>
    public FlowText AddTrigger(FlowText text, TriggerConfig trigger)
    {
        var model = FlowReader.Read(text, kinds);
        if (model.Triggers.Any(other => other.Name == trigger.Name))
            throw new FlowException($"the trigger \"{trigger.Name}\" exists already: delete it first, or give this one another --name");
        var subscriber = ReferenceTo(model, trigger.Target, "target");
        var sink = trigger.Stated.DeadLetterTarget is { } name ? ReferenceTo(model, name, "dead letter target") : [];
        List<KeyValuePair<string, string>> annotations = [.. DeliveryWriter.Annotations(trigger.Stated)];
        if (trigger.Start is not Wasmill.Broker.Engines.FeedStart.End)
            annotations.Add(new(TriggerAnnotations.Prefix + "start", StartText.Write(trigger.Start)));

        var spec = new StringBuilder("spec:\n");
        spec.Append("  broker: ").Append(model.Broker).Append('\n');
        foreach (var line in FilterWriter.SpecLines(trigger.Filter))
            spec.Append("  ").Append(line).Append('\n');
        foreach (var line in DeliveryWriter.SpecLines(trigger.Stated, sink))
            spec.Append("  ").Append(line).Append('\n');
        spec.Append("  subscriber:\n");
        foreach (var line in subscriber)
            spec.Append("    ").Append(line).Append('\n');
        var metadata = annotations.Count == 0 ? "" : "  annotations:\n" + string.Concat(annotations.Select(one => $"    {one.Key}: \"{one.Value}\"\n"));
        return Checked(text.Add(Document("eventing.knative.dev/v1", "Trigger", trigger.Name, metadata + spec)));
    }

    /// <summary>Removes a trigger.</summary>
    /// <exception cref="FlowException">There is none of that name.</exception>
    public FlowText RemoveTrigger(FlowText text, string name)
    {
        var model = FlowReader.Read(text, kinds);
        if (model.Triggers.All(trigger => trigger.Name != name))
            throw new FlowException(Unknown("trigger", name, model.Triggers.Select(trigger => trigger.Name)));
        return Remove(text, [$"Trigger/{name}"]);
    }

    /// <summary>Removes a target and every trigger to it.</summary>
    /// <exception cref="FlowException">There is none of that name.</exception>
    public FlowText RemoveTarget(FlowText text, string name)
    {
        var model = FlowReader.Read(text, kinds);
        var target = model.Targets.FirstOrDefault(candidate => candidate.Name == name) ?? throw new FlowException(Unknown("target", name, model.Targets.Select(other => other.Name)));
        return Remove(text, [$"{target.Kind}/{name}", .. model.Triggers.Where(trigger => trigger.Target == name).Select(trigger => $"Trigger/{trigger.Name}")]);
    }

    /// <summary>A message about a name that is not there, with the nearest that is.</summary>
    public static string Unknown(string what, string name, IEnumerable<string> known)
    {
        var names = known.ToList();
        var hint = Spelling.Closest(name, names) is { } guess ? $"did you mean \"{guess}\"?"
            : names.Count == 0 ? $"there is no {what} yet"
            : $"known: {string.Join(", ", names)}";
        return $"the {what} \"{name}\" does not exist; {hint}";
    }

    // A target that a uri made has that uri for its name.
    private string[] ReferenceTo(FlowModel model, string name, string what)
    {
        var target = model.Targets.FirstOrDefault(other => other.Name == name) ?? throw new FlowException(Unknown(what, name, model.Targets.Select(other => other.Name)));
        var kind = kinds.Find(target.Kind)!;
        return ["ref:", $"  apiVersion: {kind.ApiVersion}", $"  kind: {kind.Kind}", $"  name: {YamlText.Scalar(target.Name)}"];
    }

    private FlowText Remove(FlowText text, IReadOnlyList<string> names)
    {
        var places = FlowReader.Locate(text, kinds);
        foreach (var name in names)
        {
            // A document is removed as a whole: what else stands in a List must not go with it.
            var others = places.Where(place => ReferenceEquals(place.Value, places[name]) && !names.Contains(place.Key)).Select(place => place.Key.Replace('/', ' ')).ToList();
            if (others.Count > 0)
                throw new FlowException([new FlowError(places[name].Line, 1, $"{name.Replace('/', ' ')} stands in a List with {string.Join(", ", others)}: remove it from the file by hand, or write the List's items as documents with --- between them")]);
        }

        return Checked(text.Remove(names.Select(name => places[name]).ToHashSet()));
    }

    private FlowText Checked(FlowText text)
    {
        var result = FlowText.Parse(text.ToString());
        FlowReader.Read(result, kinds);
        return result;
    }

    private static string Document(string apiVersion, string kind, string name, string spec)
        => $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata:\n  name: {name}\n{spec}";

    private static string Nested(IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var text = new StringBuilder("spec:\n");
        string[] open = [];
        foreach (var (path, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var parts = path.Split('.');
            var shared = 0;
            while (shared < open.Length && shared < parts.Length - 1 && open[shared] == parts[shared])
                shared++;
            for (var depth = shared; depth < parts.Length - 1; depth++)
                text.Append(' ', 2 * (depth + 1)).Append(parts[depth]).Append(":\n");
            text.Append(' ', 2 * parts.Length).Append(parts[^1]).Append(": ").Append(YamlText.Scalar(value)).Append('\n');
            open = parts[..^1];
        }

        return text.ToString();
    }
}
