namespace Wasmill.Flows.Settings;

/// <summary>Named values in the order in which they were written.</summary>
/// <param name="entries">The names and values. Names are unique.</param>
public sealed class MapValue(IReadOnlyList<KeyValuePair<string, SettingValue>> entries) : SettingValue
{
    /// <summary>A map without entries.</summary>
    public static MapValue Empty { get; } = new([]);

    /// <summary>The names and values.</summary>
    public IReadOnlyList<KeyValuePair<string, SettingValue>> Entries { get; } = entries;

    /// <summary>Creates a map of texts; a name with dots creates nested maps.</summary>
    public static MapValue Of(params IEnumerable<(string Path, string Text)> texts)
        => texts.Aggregate(Empty, (map, one) => map.With(one.Path, new ScalarValue(one.Text)));

    /// <summary>Finds a value by its path (names joined with dots); null if missing.</summary>
    public SettingValue? Find(string path)
    {
        SettingValue? found = this;
        foreach (var name in path.Split('.'))
            found = (found as MapValue)?.Entries.FirstOrDefault(entry => entry.Key == name).Value;
        return found;
    }

    /// <summary>Finds the text of a single value by its path; null if missing.</summary>
    public string? TextOf(string path) => (Find(path) as ScalarValue)?.Text;

    /// <summary>Copies the map with a value at a path; missing maps on the path are created.</summary>
    public MapValue With(string path, SettingValue value)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? path : path[..dot];
        var before = Entries.FirstOrDefault(entry => entry.Key == name).Value;
        var now = dot < 0 ? value : (before as MapValue ?? Empty).With(path[(dot + 1)..], value);
        return before is null
            ? new MapValue([.. Entries, new(name, now)]) { Place = Place }
            : new MapValue([.. Entries.Select(entry => entry.Key == name ? new(name, now) : entry)]) { Place = Place };
    }

    /// <inheritdoc />
    public override bool SameAs(SettingValue other)
        => other is MapValue map && map.Entries.Count == Entries.Count
        && Entries.All(entry => map.Entries.Any(same => same.Key == entry.Key && same.Value.SameAs(entry.Value)));

    /// <inheritdoc />
    public override IEnumerable<(string Path, SecretValue Secret)> Secrets(string path = "")
        => Entries.SelectMany(entry => entry.Value.Secrets(PathOf(path, entry.Key)));

    /// <inheritdoc />
    public override MapValue ReplaceSecrets(Func<string, SecretValue, SettingValue> replace, string path = "")
        => new([.. Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ReplaceSecrets(replace, PathOf(path, entry.Key))))])
        {
            Place = Place,
        };

    private static string PathOf(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
