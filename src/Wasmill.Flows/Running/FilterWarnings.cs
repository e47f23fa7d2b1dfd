using Wasmill.Flows.Files.Filters;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Running;

/// <summary>Finds the warnings about filters for the broker's log.</summary>
internal static class FilterWarnings
{
    /// <summary>Finds the warnings about new or changed filters: the name of the trigger and the text.</summary>
    public static IEnumerable<(string Trigger, string Warning)> Find(FlowModel next, FlowModel current)
        => from trigger in next.Triggers
           where current.Triggers.All(known => known.Name != trigger.Name || TextOf(known) != TextOf(trigger))
           from warning in trigger.Filter.Check().Warnings
           select (trigger.Name, warning.ToString());

    private static string TextOf(TriggerConfig trigger) => FilterWriter.Text(trigger.Filter.Conditions);
}
