using Wasmill.Flows.Files;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Running;

/// <summary>Finds the warnings about parts of a flow file that have no effect for the broker's log.</summary>
internal static class FlowWarnings
{
    /// <summary>Finds the warnings that the previous flow did not have, regardless of their places in the file.</summary>
    public static IEnumerable<(string Component, string Text)> Find(FlowModel next, FlowModel current)
        => from warning in next.Warnings
           where !current.Warnings.Any(known => known.Component == warning.Component && known.Message == warning.Message)
           select (warning.Component, new FlowError(warning.Line, warning.Column, warning.Message).ToString());
}
