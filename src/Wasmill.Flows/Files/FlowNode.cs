using Wasmill.Events;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files;

// Tested by: FlowReaderTests, KubernetesDocumentsTests
/// <summary>
/// A mapping of a flow file during reading: the reader takes keys one by one, then the node reports the remaining, unknown keys.
/// </summary>
internal sealed class FlowNode
{
    private readonly YamlMappingNode _node;
    private readonly FlowReading _reading;
    private readonly string _path;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Wraps a mapping.</summary>
    public FlowNode(YamlMappingNode node, FlowReading reading, string path)
    {
        _node = node;
        _reading = reading;
        _path = path;
    }

    /// <summary>The path in the document, such as <c>spec.delivery</c>.</summary>
    public string Path => _path;

    /// <summary>The keys in order.</summary>
    public IEnumerable<string> Keys => _node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "");

    /// <summary>The collector of errors.</summary>
    public FlowReading Reading => _reading;

    /// <summary>Returns the same mapping as a separate document, such as an item of a List.</summary>
    public FlowNode AsDocument(FlowReading reading) => new(_node, reading, "");

    /// <summary>Takes the value of a key, of any type; null if missing.</summary>
    public YamlNode? Node(string key) => Take(key);

    /// <summary>Takes the text of a key; null if missing.</summary>
    public string? Text(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return scalar.Value ?? "";
            case var other:
                _reading.Add(other, $"{PathOf(key)} must be a single value");
                return null;
        }
    }

    /// <summary>Takes the text of a required key.</summary>
    public string? Required(string key)
    {
        var text = Text(key);
        if (string.IsNullOrEmpty(text))
            _reading.Add(_node, $"{PathOf(key)} is missing");
        return text;
    }

    /// <summary>Takes the mapping of a key; null if missing.</summary>
    public FlowNode? Mapping(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlMappingNode mapping:
                return new FlowNode(mapping, _reading, PathOf(key));
            case YamlScalarNode { Value: null or "" }:
                return null;
            case var other:
                _reading.Add(other, $"{PathOf(key)} must be a mapping");
                return null;
        }
    }

    /// <summary>Takes the list of mappings of a key; null if missing.</summary>
    public List<FlowNode>? List(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlSequenceNode sequence:
                var list = new List<FlowNode>();
                foreach (var item in sequence.Children)
                {
                    if (item is YamlMappingNode mapping)
                        list.Add(new FlowNode(mapping, _reading, $"{PathOf(key)}[{list.Count}]"));
                    else
                        _reading.Add(item, $"{PathOf(key)} must be a list of mappings");
                }

                return list;
            case var other:
                _reading.Add(other, $"{PathOf(key)} must be a list");
                return null;
        }
    }

    /// <summary>Accepts and ignores a key, such as labels.</summary>
    public void Ignore(string key) => Take(key);

    /// <summary>Rejects a key that a specification defines but this version does not support.</summary>
    public void Unsupported(string key)
    {
        if (Take(key) is { } node)
            _reading.Add(node, $"{PathOf(key)} is not supported yet; remove it");
    }

    /// <summary>Reports an error at this mapping.</summary>
    public void Error(string message) => _reading.Add(_node, message);

    /// <summary>Reports an error at a key.</summary>
    public void Error(string key, string message) => _reading.Add(Find(key) ?? _node, message);

    /// <summary>Reports every key that was not taken.</summary>
    public void Finish(params ReadOnlySpan<string> known)
    {
        foreach (var key in _node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (_taken.Contains(name))
                continue;
            var guess = Spelling.Closest(name, [.. _taken, .. known]);
            _reading.Add(key, $"{PathOf(name)} is not known{(guess is null ? "" : $"; did you mean {guess}?")}");
        }
    }

    /// <summary>Returns the place of a key's value in the file; that of this mapping if the key is missing.</summary>
    public Place PlaceOf(string key) => _reading.PlaceOf(Find(key) ?? _node);

    /// <summary>The place of the mapping in the file.</summary>
    public Place Place => _reading.PlaceOf(_node);

    /// <summary>Returns the path of a key in the document, for messages.</summary>
    public string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private YamlNode? Take(string key)
    {
        _taken.Add(key);
        return Find(key);
    }

    private YamlNode? Find(string key)
        => _node.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode scalar && scalar.Value == key).Value;
}
