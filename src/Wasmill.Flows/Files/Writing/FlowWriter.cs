using Wasmill.Flows.Components;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Files.Writing;

/// <summary>
/// Writes a whole flow: the broker, then sources, targets and transformations, then triggers. Reading the result yields the same flow.
/// </summary>
public static class FlowWriter
{
    /// <summary>Writes the document of a source, target or transformation.</summary>
    /// <param name="component">The component.</param>
    /// <param name="kinds">The kinds, including that of the component.</param>
    public static string WriteDocument(ComponentConfig component, ComponentKinds kinds) => new FlowDocument(kinds).Component(component);

    /// <summary>Writes a flow.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="kinds">The kinds of its components.</param>
    public static FlowText Write(FlowModel flow, ComponentKinds kinds)
    {
        var document = new FlowDocument(kinds);
        return FlowText.Parse(string.Join(
            "---\n",
            [
                document.Broker(flow),
                .. flow.Components.Where(component => !component.IsFromUri).Select(document.Component),
                .. flow.Triggers.Select(trigger => document.Trigger(flow, trigger)),
            ]));
    }
}
