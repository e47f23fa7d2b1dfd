using Wasmill.Events;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Files.Writing;

/// <summary>Edits the text of a flow, one document at a time. Every result is read and checked before it is returned.</summary>
public sealed class FlowEditor(ComponentKinds kinds)
{
    private readonly FlowDocument _document = new(kinds);

    /// <summary>Creates the text of a flow with only a broker.</summary>
    public static FlowText NewFlow(string broker) => FlowWriter.Write(new FlowModel(broker, [], []), new ComponentKinds());

    /// <summary>Adds a source, target or transformation.</summary>
    /// <exception cref="FlowException">The name exists already, or the result would be invalid.</exception>
    public FlowText AddComponent(FlowText text, ComponentConfig component)
    {
        var kind = kinds.Find(component.Kind) ?? throw new FlowException($"the kind {component.Kind} is not known");
        var model = FlowReader.Read(text, kinds);
        if (model.Components.FirstOrDefault(other => other.Name == component.Name) is { } known)
            throw new FlowException($"the {WordOf(known.Role)} \"{component.Name}\" already exists; delete it first, or use another --name "
                + $"for this {WordOf(kind.Role)}");
        return Checked(text.Add(_document.Component(component)));
    }

    /// <summary>Adds a trigger.</summary>
    /// <exception cref="FlowException">The name exists already, the target is unknown, or the result would be invalid.</exception>
    public FlowText AddTrigger(FlowText text, TriggerConfig trigger)
    {
        var model = FlowReader.Read(text, kinds);
        if (model.Triggers.Any(other => other.Name == trigger.Name))
            throw new FlowException($"the trigger \"{trigger.Name}\" already exists; delete it first, or use another --name for this one");
        Require(model, trigger.Target, "target");
        if (trigger.Stated.DeadLetterTarget is { } sink)
            Require(model, sink, "dead letter target");
        return Checked(text.Add(_document.Trigger(model, trigger)));
    }

    /// <summary>Removes a trigger.</summary>
    /// <exception cref="FlowException">The name does not exist.</exception>
    public FlowText RemoveTrigger(FlowText text, string name)
    {
        var model = FlowReader.Read(text, kinds);
        if (model.Triggers.All(trigger => trigger.Name != name))
            throw new FlowException(Unknown("trigger", name, model.Triggers.Select(trigger => trigger.Name)));
        return Remove(text, [$"Trigger/{name}"]);
    }

    /// <summary>Removes a source, target or transformation and every trigger to it.</summary>
    /// <param name="text">The flow.</param>
    /// <param name="name">The name of the component.</param>
    /// <param name="role">The role of the component.</param>
    /// <exception cref="FlowException">The name does not exist.</exception>
    public FlowText RemoveComponent(FlowText text, string name, ComponentRole role)
    {
        var model = FlowReader.Read(text, kinds);
        var known = model.Components.Where(component => component.Role == role).ToList();
        var removed = known.Find(component => component.Name == name)
            ?? throw new FlowException(Unknown(WordOf(role), name, known.Select(other => other.Name)));
        return Remove(text, [
            $"{removed.Kind}/{name}",
            .. model.Triggers.Where(trigger => trigger.Target == name).Select(trigger => $"Trigger/{trigger.Name}"),
        ]);
    }

    /// <summary>Returns the message about a name that does not exist, with the closest existing name.</summary>
    public static string Unknown(string what, string name, IEnumerable<string> known)
    {
        var names = known.ToList();
        var hint = Spelling.Closest(name, names) is { } guess ? $"did you mean \"{guess}\"?"
            : names.Count == 0 ? $"there is no {what} yet"
            : $"known: {string.Join(", ", names)}";
        return $"the {what} \"{name}\" does not exist; {hint}";
    }

    private static void Require(FlowModel model, string target, string what)
    {
        if (model.Targets.All(other => other.Name != target))
            throw new FlowException(Unknown(what, target, model.Targets.Select(other => other.Name)));
    }

    private static string WordOf(ComponentRole role) => role.ToString().ToLowerInvariant();

    private FlowText Remove(FlowText text, IReadOnlyList<string> names)
    {
        var places = FlowReader.Locate(text, kinds);
        foreach (var name in names)
        {
            if (!places.TryGetValue(name, out var place))
                throw new FlowException($"{name.Replace('/', ' ')} is created by a uri of a trigger; delete the trigger");

            // A document is removed as a whole: the other items of a List must be kept.
            var others = places.Where(other => ReferenceEquals(other.Value, place) && !names.Contains(other.Key))
                .Select(other => other.Key.Replace('/', ' '))
                .ToList();
            if (others.Count == 0)
                continue;
            var reason = $"{name.Replace('/', ' ')} is in a List with {string.Join(", ", others)}; "
                + "remove it from the file by hand, or write the items of the List as documents separated by ---";
            throw new FlowException([new FlowError(place.Line, 1, reason)]);
        }

        return Checked(text.Remove(names.Select(name => places[name]).ToHashSet()));
    }

    private FlowText Checked(FlowText text)
    {
        var result = FlowText.Parse(text.ToString());
        FlowReader.Read(result, kinds);
        return result;
    }
}
