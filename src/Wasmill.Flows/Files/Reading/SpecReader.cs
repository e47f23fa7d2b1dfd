using Wasmill.Flows.Components;
using Wasmill.Flows.Settings;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files.Reading;

/// <summary>
/// Reads the settings of a component by their definitions, and reports every key that is unknown, missing, or of the wrong type.
/// </summary>
internal static class SpecReader
{
    /// <summary>Reads the settings of a component and reports all their errors.</summary>
    /// <param name="document">The document of the component.</param>
    /// <param name="spec">The <c>spec</c>; null if missing.</param>
    /// <param name="name">The name of the component.</param>
    /// <param name="kind">The kind of the component.</param>
    public static MapValue Read(FlowNode document, FlowNode? spec, string name, IComponentKind kind)
    {
        var unreadable = new HashSet<string>(StringComparer.Ordinal);
        var settings = spec is null ? MapValue.Empty : ReadGroup(spec, "", kind.Settings, unreadable);
        foreach (var error in ComponentCheck.FindErrors(kind, name, settings, unreadable))
        {
            if (error.Place.Line > 0)
                document.Reading.Add(error.Place, error.Message);
            else
                document.Error("spec", error.Message);
        }

        return settings;
    }

    private static MapValue ReadGroup(FlowNode node, string prefix, IReadOnlyList<SettingDefinition> settings, HashSet<string> unreadable)
    {
        var entries = new List<KeyValuePair<string, SettingValue>>();
        foreach (var key in node.Keys.ToList())
        {
            var referred = settings.FirstOrDefault(one => one.IsSecret && one.Name + SecretKeys.Suffix == key);
            if ((settings.FirstOrDefault(one => one.Name == key) ?? referred) is not { } setting)
                continue;
            var path = prefix + setting.Name;
            var errors = node.Reading.Count;
            var value = referred is not null ? SecretReader.ReadReference(node, key) : ReadValue(node, key, prefix, setting, unreadable);
            if (node.Reading.Count > errors)
                unreadable.Add(path);
            if (value is null)
                continue;
            if (entries.Exists(entry => entry.Key == setting.Name))
                node.Error(key, $"spec has both {path} and {path}{SecretKeys.Suffix}; remove one of them");
            else
                entries.Add(new(setting.Name, value));
        }

        node.Finish([.. settings.Select(setting => setting.Name)]);
        return new MapValue(entries) { Place = node.Place };
    }

    private static SettingValue? ReadValue(FlowNode node, string key, string prefix, SettingDefinition setting, HashSet<string> unreadable)
        => setting.Type switch
        {
            SettingType.Group => node.Mapping(key) is { } group ? ReadGroup(group, $"{prefix}{key}.", setting.Settings, unreadable) : null,
            SettingType.GroupList => ReadGroups(node, key, prefix, setting, unreadable),
            SettingType.TextList => ReadTexts(node, key),
            SettingType.TextMap => ReadTextMap(node, key),
            _ when setting.IsSecret => SecretReader.ReadInline(node, key),
            _ => node.Text(key) is { } text ? new ScalarValue(text) { Place = node.PlaceOf(key) } : null,
        };

    private static ListValue? ReadTexts(FlowNode node, string key)
    {
        var place = node.PlaceOf(key);
        switch (node.Node(key))
        {
            // A single text is a list of one, as in other readers of these files.
            case YamlScalarNode { Value: { Length: > 0 } } scalar:
                return new ListValue([ScalarOf(node, scalar)]) { Place = place };
            case YamlSequenceNode list when list.Children.All(item => item is YamlScalarNode):
                return new ListValue([.. list.Children.Cast<YamlScalarNode>().Select(item => ScalarOf(node, item))]) { Place = place };
            case null or YamlScalarNode:
                return null;
            case var other:
                node.Reading.Add(other, $"{node.PathOf(key)} must be a list of texts");
                return null;
        }
    }

    private static MapValue? ReadTextMap(FlowNode node, string key)
    {
        var place = node.PlaceOf(key);
        if (node.Mapping(key) is not { } map)
            return null;
        var entries = new List<KeyValuePair<string, SettingValue>>();
        foreach (var name in map.Keys.ToList())
        {
            if (map.Text(name) is { } text)
                entries.Add(new(name, new ScalarValue(text) { Place = map.PlaceOf(name) }));
        }

        map.Finish();
        return new MapValue(entries) { Place = place };
    }

    private static ListValue? ReadGroups(FlowNode node, string key, string prefix, SettingDefinition setting, HashSet<string> unreadable)
    {
        var place = node.PlaceOf(key);
        return node.List(key) is { } items
            ? new ListValue([.. items.Select((item, index) =>
                ReadGroup(item, FormattableString.Invariant($"{prefix}{key}[{index}]."), setting.Settings, unreadable))])
            {
                Place = place,
            }
            : null;
    }

    private static ScalarValue ScalarOf(FlowNode node, YamlScalarNode scalar)
        => new(scalar.Value ?? "") { Place = node.Reading.PlaceOf(scalar) };
}
