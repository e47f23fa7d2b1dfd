using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files;

/// <summary>Collects the errors of a document during reading.</summary>
/// <param name="line">The line of the file in which the document starts, from 1.</param>
/// <param name="errors">The list that receives the errors.</param>
internal sealed class FlowReading(int line, List<FlowError> errors)
{
    /// <summary>The kind and name of the document, for messages: <c>Trigger x</c>.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The number of errors in the whole flow so far.</summary>
    public int Count => errors.Count;

    /// <summary>Returns the place of a node in the file.</summary>
    public Place PlaceOf(YamlNode node) => new(node.Start.Line + line - 1, node.Start.Column);

    /// <summary>Reports an error at a node.</summary>
    public void Add(YamlNode node, string message) => Add(PlaceOf(node), message);

    /// <summary>Reports an error at a place.</summary>
    public void Add(Place place, string message)
        => errors.Add(new FlowError(place.Line, place.Column, Subject.Length > 0 ? $"{Subject}: {message}" : message));
}
