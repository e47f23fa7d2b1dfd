using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files;

/// <summary>Gathers the errors of one document while it is read.</summary>
/// <param name="line">The line of the file the document begins in, from 1.</param>
/// <param name="errors">Gets the errors.</param>
internal sealed class FlowReading(int line, List<FlowError> errors)
{
    /// <summary>What the document is, for messages: <c>Trigger x</c>.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The place of a node in the file.</summary>
    public (long Line, long Column) PlaceOf(YamlNode node) => (node.Start.Line + line - 1, node.Start.Column);

    /// <summary>Reports an error at a node.</summary>
    public void Add(YamlNode node, string message)
        => errors.Add(new FlowError(node.Start.Line + line - 1, node.Start.Column, Subject.Length > 0 ? $"{Subject}: {message}" : message));
}
