using Wasmill.Events;
using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Matching;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files.Filters;

/// <summary>
/// Reads the filter of a trigger: Knative's <c>filter.attributes</c> and the dialects of <c>filters</c>. Every problem is an error, so a
/// filter
/// never passes more events than its author wrote.
/// </summary>
internal sealed class FilterReader
{
    private const int DeepestNesting = 32;
    // With YAML aliases a small text can expand to a large filter.
    private const int MostFilters = 1000;
    private static readonly string[] Dialects = ["exact", "prefix", "suffix", "all", "any", "not", "cesql", "sql", "data"];
    // Placeholder for a condition that could not be read, so that no further error is reported for it.
    // A filter with an error is rejected as a whole.
    private static readonly FilterCondition Unreadable = new SqlCondition("FALSE");
    private readonly FlowReading _reading;
    private readonly Action<string> _reportWhole;
    private readonly Dictionary<FilterCondition, (YamlNode Node, string Path)> _places = new(ReferenceEqualityComparer.Instance);
    private int _filters;
    private bool _isTooLarge;

    private FilterReader(FlowReading reading, Action<string> reportWhole)
    {
        _reading = reading;
        _reportWhole = reportWhole;
    }

    /// <summary>
    /// Reads <c>filter</c> and <c>filters</c> of a trigger's spec; without both, every event passes. As in Knative, a non-empty
    /// <c>filters</c> replaces <c>filter</c>.
    /// </summary>
    public static FilterConfig ReadSpec(FlowNode spec)
    {
        var reader = new FilterReader(spec.Reading, spec.Error);
        var old = spec.Mapping("filter");
        var conditions = new List<FilterCondition>();
        var filters = spec.Node("filters");
        if (filters is not null)
            reader.ReadItems(filters, spec.PathOf("filters"), conditions, depth: 1);
        if (filters is YamlSequenceNode { Children.Count: > 0 })
            old?.Ignore("attributes");
        else if (old?.Node("attributes") is { } attributes)
            reader.ReadAttributes(attributes, old.PathOf("attributes"), AttributeMatch.Exact, conditions, emptyMeansAny: true);
        old?.Finish("attributes");
        return reader.Check(conditions);
    }

    /// <summary>Reads a filter or a list of filters that must all pass.</summary>
    public static FilterConfig Read(YamlNode node, FlowReading reading)
    {
        var reader = new FilterReader(reading, message => reading.Add(node, message));
        var conditions = new List<FilterCondition>();
        if (node is YamlSequenceNode)
            reader.ReadItems(node, "", conditions, depth: 1);
        else
            reader.ReadFilter(node, "", conditions, depth: 1);
        if (conditions.Count == 0)
            reader.Error(node, "", "an empty filter matches every event");
        return reader.Check(conditions);
    }

    private FilterConfig Check(List<FilterCondition> conditions)
    {
        var config = new FilterConfig(conditions);
        foreach (var error in _isTooLarge ? [] : config.Check().Errors)
        {
            if (error.Condition is not null && _places.TryGetValue(error.Condition, out var place))
                Error(place.Node, place.Path, error.Details);
            else
                _reportWhole(error.Details);
        }

        return config;
    }

    private void ReadItems(YamlNode node, string path, List<FilterCondition> conditions, int depth)
    {
        foreach (var (item, itemPath) in Items(node, path) ?? [])
            ReadFilter(item, itemPath, conditions, depth);
    }

    private void ReadFilter(YamlNode node, string path, List<FilterCondition> conditions, int depth)
    {
        if (++_filters > MostFilters || depth > DeepestNesting)
        {
            if (!_isTooLarge)
                Error(
                    node,
                    path,
                    depth > DeepestNesting
                        ? $"the filter must be nested at most {DeepestNesting} levels deep"
                        : $"there must be at most {MostFilters:N0} filters");
            _isTooLarge = true;
            conditions.Add(Unreadable);
            return;
        }

        var before = conditions.Count;
        foreach (var (dialect, content) in Members(node, path))
            ReadDialect(dialect, content, path.Length == 0 ? dialect : $"{path}.{dialect}", conditions, depth);
        if (conditions.Count > before)
            return;
        if (node is YamlMappingNode { Children.Count: 0 })
            Error(node, path, "an empty filter matches every event; remove it or add a dialect");
        conditions.Add(Unreadable);
    }

    private void ReadDialect(string dialect, YamlNode node, string path, List<FilterCondition> conditions, int depth)
    {
        switch (dialect)
        {
            case "exact":
                ReadAttributes(node, path, AttributeMatch.Exact, conditions, emptyMeansAny: false);
                break;
            case "prefix":
                ReadAttributes(node, path, AttributeMatch.Prefix, conditions, emptyMeansAny: false);
                break;
            case "suffix":
                ReadAttributes(node, path, AttributeMatch.Suffix, conditions, emptyMeansAny: false);
                break;
            case "all":
                if (ReadNested(node, path, depth) is { } all)
                    Add(new AllCondition(all), node, path, conditions);
                break;
            case "any":
                if (ReadNested(node, path, depth) is { } any)
                    Add(new AnyCondition(any), node, path, conditions);
                break;
            case "not":
                Add(new NotCondition(ReadOne(node, path, depth)), node, path, conditions);
                break;
            case "sql" or "cesql":
                if (TextOf(node, path) is { } text)
                    Add(new SqlCondition(text), node, path, conditions);
                break;
            case "data":
                ReadData(node, path, conditions);
                break;
            default:
                var hint = Spelling.Closest(dialect, Dialects) is { } guess
                    ? $"did you mean {guess}?"
                    : $"use {string.Join(", ", Dialects)}";
                Error(node, path, $"\"{dialect}\" is not a valid filter dialect; {hint}");
                break;
        }
    }

    private List<FilterConfig>? ReadNested(YamlNode node, string path, int depth)
        => Items(node, path)?.ConvertAll(item => ReadOne(item.Node, item.Path, depth));

    private FilterConfig ReadOne(YamlNode node, string path, int depth)
    {
        var conditions = new List<FilterCondition>();
        ReadFilter(node, path, conditions, depth + 1);
        return new FilterConfig(conditions);
    }

    private void ReadAttributes(YamlNode node, string path, AttributeMatch match, List<FilterCondition> conditions, bool emptyMeansAny)
    {
        if (node is YamlMappingNode { Children.Count: 0 } && !emptyMeansAny)
            Error(node, path, "an empty filter matches every event; remove it or add an attribute");
        // Knative treats an attributes key without a value as no filter.
        if (emptyMeansAny && node is YamlScalarNode { Value: null or "" })
            return;
        foreach (var (name, value) in Members(node, path))
        {
            if (TextOf(value, $"{path}.{name}") is { } text)
                Add(
                    new AttributeCondition(emptyMeansAny && text.Length == 0 ? AttributeMatch.Present : match, name, text),
                    value,
                    $"{path}.{name}",
                    conditions);
            else
                conditions.Add(Unreadable);
        }
    }

    private void ReadData(YamlNode node, string path, List<FilterCondition> conditions)
    {
        if (node is YamlMappingNode { Children.Count: 0 })
            Error(node, path, "an empty filter matches every event; remove it or add a test");
        foreach (var (pointer, content) in Members(node, path))
        {
            var place = $"{path}.{pointer}";
            var tests = DataTestReader.Read(pointer, content, message => Error(content, place, message));
            if (tests.Count > 0)
                Add(new DataCondition(tests), content, place, conditions);
            else
                conditions.Add(Unreadable);
        }
    }

    private void Add(FilterCondition condition, YamlNode node, string path, List<FilterCondition> conditions)
    {
        _places.Add(condition, (node, path));
        conditions.Add(condition);
    }

    private List<(YamlNode Node, string Path)>? Items(YamlNode node, string path)
    {
        if (node is YamlSequenceNode sequence)
            return [.. sequence.Children.Select((child, index) => (child, $"{path}[{index}]"))];
        Error(node, path, "must be a list of filters");
        return null;
    }

    private IEnumerable<(string Name, YamlNode Node)> Members(YamlNode node, string path)
    {
        if (node is YamlMappingNode mapping)
            return mapping.Children.Select(pair => ((pair.Key as YamlScalarNode)?.Value ?? "", pair.Value));
        Error(node, path, "must be a mapping");
        return [];
    }

    private string? TextOf(YamlNode node, string path)
    {
        if (node is YamlScalarNode scalar)
            return scalar.Value ?? "";
        Error(node, path, "must be a single value");
        return null;
    }

    private void Error(YamlNode node, string path, string message) => _reading.Add(node, path.Length == 0 ? message : $"{path}: {message}");
}
