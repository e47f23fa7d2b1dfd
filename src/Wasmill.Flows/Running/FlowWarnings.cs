using Wasmill.Flows.Files;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Running;

/// <summary>What the broker's log should say of the parts of a flow file that have no effect.</summary>
internal static class FlowWarnings
{
    /// <summary>The warnings that the flow before did not have, wherever in the file they stood.</summary>
    public static IEnumerable<(string Component, string Text)> Of(FlowModel next, FlowModel current)
        => from warning in next.Warnings
           where !current.Warnings.Any(known => known.Component == warning.Component && known.Message == warning.Message)
           select (warning.Component, new FlowError(warning.Line, warning.Column, warning.Message).ToString());
}
