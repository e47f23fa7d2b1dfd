using Wasmill.Events.Filters;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files.Filters;

// Tested by: FilterReaderTests
/// <summary>
/// Reads standalone filters in YAML or JSON: a filter, a list of filters that must all pass, or a mapping with <c>filters</c> or
/// <c>filter</c> as in a trigger's spec.
/// </summary>
public static class FilterText
{
    /// <summary>Reads a filter.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="filter">The filter; null on error. Never the filter that every event passes.</param>
    /// <returns>All errors with their lines.</returns>
    public static IReadOnlyList<FlowError> Parse(string text, out FilterConfig? filter)
    {
        var errors = new List<FlowError>();
        filter = null;
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            return [new FlowError(error.Start.Line, error.Start.Column, YamlProblem.Explain(error))];
        }

        if (stream.Documents.Count != 1)
            return [new FlowError(0, 0, stream.Documents.Count == 0 ? "the filter is empty" : "there must be only one document")];
        var read = Read(stream.Documents[0].RootNode, new FlowReading(1, errors));
        filter = errors.Count == 0 ? read : null;
        return errors;
    }

    private static FilterConfig Read(YamlNode root, FlowReading reading)
    {
        if (root is not YamlMappingNode mapping
            || !mapping.Children.Keys.OfType<YamlScalarNode>().Any(key => key.Value is "filter" or "filters"))
            return FilterReader.Read(root, reading);
        var spec = new FlowNode(mapping, reading, "");
        var filter = FilterReader.ReadSpec(spec);
        spec.Finish();
        if (filter.Conditions.Count == 0)
            reading.Add(root, "an empty filter matches every event");
        return filter;
    }
}
