using Wasmill.Flows.Files.Filters;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Running;

/// <summary>What the broker's log should say of the filters of a flow.</summary>
internal static class FilterWarnings
{
    /// <summary>The warnings about filters that are new or changed: the trigger's name and the text.</summary>
    public static IEnumerable<(string Trigger, string Warning)> Of(FlowModel next, FlowModel current)
        => from trigger in next.Triggers
           where current.Triggers.All(known => known.Name != trigger.Name || TextOf(known) != TextOf(trigger))
           from warning in trigger.Filter.Check().Warnings
           select (trigger.Name, warning.ToString());

    private static string TextOf(TriggerConfig trigger) => FilterWriter.Text(trigger.Filter.Conditions);
}
