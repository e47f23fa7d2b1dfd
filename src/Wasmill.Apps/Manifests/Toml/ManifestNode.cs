using Wasmill.Apps.Manifests.Errors;
using Wasmill.Events;

namespace Wasmill.Apps.Manifests.Toml;

// Tested by: ManifestReaderTests
/// <summary>A table of a manifest while it is read: takes keys out one by one, and says which ones nobody asked for.</summary>
internal sealed class ManifestNode(TomlTable table, string path, string file, List<ManifestError> errors)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The keys, in order.</summary>
    public IEnumerable<string> Keys => table.Items.Keys;

    /// <summary>Whether a key is there.</summary>
    public bool Has(string key) => table.Items.ContainsKey(key);

    /// <summary>The value of a key, or null.</summary>
    public TomlNode? Take(string key)
    {
        _taken.Add(key);
        return table.Items.GetValueOrDefault(key);
    }

    /// <summary>The string of a key, or null when it is missing.</summary>
    public string? Text(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case TomlScalar { Value: string text }:
                return text;
            case var other:
                Error(other, $"{PathOf(key)} must be a string");
                return null;
        }
    }

    /// <summary>The string of a key that must be there.</summary>
    public string Required(string key)
    {
        if (!Has(key))
            Error(table, $"{PathOf(key)} is missing");
        return Text(key) ?? "";
    }

    /// <summary>The table under a key, or null when it is missing.</summary>
    public ManifestNode? Table(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case TomlTable child:
                return new ManifestNode(child, PathOf(key), file, errors);
            case var other:
                Error(other, $"{PathOf(key)} must be a table");
                return null;
        }
    }

    /// <summary>The tables of the array under a key; empty when it is missing.</summary>
    public List<ManifestNode> Tables(string key)
    {
        var tables = new List<ManifestNode>();
        if (Take(key) is not { } node)
            return tables;
        foreach (var item in node is TomlList list ? list.Items : [node])
        {
            if (item is TomlTable child)
                tables.Add(new ManifestNode(child, PathOf(key), file, errors));
            else
                Error(item, $"{PathOf(key)} must be an array of tables ([[{PathOf(key)}]])");
        }

        return tables;
    }

    /// <summary>The strings under a key that may be one string or an array of them; empty when it is missing.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        switch (Take(key))
        {
            case null:
                return [];
            case TomlScalar { Value: string text }:
                return [text];
            case TomlList list when list.Items.All(item => item is TomlScalar { Value: string }):
                return [.. list.Items.Select(item => (string)((TomlScalar)item).Value!)];
            case var other:
                Error(other, $"{PathOf(key)} must be a string or an array of strings");
                return [];
        }
    }

    /// <summary>The array of strings under a key; empty when it is missing.</summary>
    public IReadOnlyList<string> Strings(string key)
    {
        if (Take(key) is not TomlScalar one)
            return Texts(key);
        Error(one, $"{PathOf(key)} must be an array of strings");
        return [];
    }

    /// <summary>The boolean of a key, or null when it is missing.</summary>
    public bool? Truth(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case TomlScalar { Value: bool truth }:
                return truth;
            case var other:
                Error(other, $"{PathOf(key)} must be true or false");
                return null;
        }
    }

    /// <summary>The integer of a key, or null when it is missing.</summary>
    public long? Number(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case TomlScalar { Value: long number }:
                return number;
            case var other:
                Error(other, $"{PathOf(key)} must be a whole number");
                return null;
        }
    }

    /// <summary>The items of the array under a key; empty when it is missing.</summary>
    public IReadOnlyList<TomlNode> Items(string key)
    {
        switch (Take(key))
        {
            case null:
                return [];
            case TomlList list:
                return list.Items;
            case var other:
                Error(other, $"{PathOf(key)} must be an array");
                return [];
        }
    }

    /// <summary>Where the value of a key stands; the table itself when it is missing.</summary>
    public ManifestPlace PlaceOf(string key) => PlaceOf(table.Items.GetValueOrDefault(key) ?? table);

    /// <summary>Where the items under a key stand, which may be one or an array of them.</summary>
    public IReadOnlyList<ManifestPlace> PlacesOf(string key) => table.Items.GetValueOrDefault(key) switch
    {
        null => [],
        TomlList list => [.. list.Items.Select(PlaceOf)],
        var one => [PlaceOf(one)],
    };

    /// <summary>A table inside the value of a key, to be read like the others.</summary>
    public ManifestNode Inside(string key, TomlTable child) => new(child, PathOf(key), file, errors);

    /// <summary>The table of strings under a key; empty when it is missing.</summary>
    public IReadOnlyDictionary<string, string> Map(string key)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Table(key) is not { } child)
            return map;
        foreach (var name in child.Keys.ToList())
        {
            if (child.Text(name) is { } value)
                map[name] = value;
        }

        return map;
    }

    /// <summary>Takes keys that may be there and are not looked into.</summary>
    public void Ignore(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            Take(key);
    }

    /// <summary>Reports an error at a key.</summary>
    public void Error(string key, string message) => Error(table.Items.GetValueOrDefault(key) ?? table, message);

    /// <summary>Reports every key that nobody took.</summary>
    public void Finish()
    {
        foreach (var (key, node) in table.Items)
        {
            if (_taken.Contains(key))
                continue;
            var guess = Spelling.Closest(key, _taken);
            Error(node, $"{PathOf(key)} is not known{(guess is null ? "" : $"; did you mean {guess}?")}");
        }
    }

    /// <summary>Reports an error at a value.</summary>
    public void Error(TomlNode node, string message) => errors.Add(new ManifestError(file, node.Line, node.Column, message));

    /// <summary>What a key asks for in vain, with its place: no error of the manifest, but a reason not to run it.</summary>
    public ManifestError Refuse(string key, string reason) => PlaceOf(key).Error($"{PathOf(key)}: {reason}");

    /// <summary>Reports an error at a place.</summary>
    public void Error(ManifestPlace place, string message) => errors.Add(place.Error(message));

    /// <summary>The full name of a key, or of the table itself for an empty one.</summary>
    public string PathOf(string key) => path.Length == 0 ? key : key.Length == 0 ? path : $"{path}.{key}";

    private ManifestPlace PlaceOf(TomlNode node) => new(file, node.Line, node.Column);
}
