using Wasmill.Apps.Manifests.Errors;
using Wasmill.Events;

namespace Wasmill.Apps.Manifests.Toml;

// Tested by: ManifestReaderTests
/// <summary>A table of a manifest during reading: keys are taken one by one, and unknown keys are reported at the end.</summary>
internal sealed class ManifestNode(TomlTable table, string path, string file, List<ManifestError> errors)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The keys, in order.</summary>
    public IEnumerable<string> Keys => table.Items.Keys;

    /// <summary>Indicates whether a key exists.</summary>
    public bool Has(string key) => table.Items.ContainsKey(key);

    /// <summary>Takes the value of a key; null if it is missing.</summary>
    public TomlNode? Take(string key)
    {
        _taken.Add(key);
        return table.Items.GetValueOrDefault(key);
    }

    /// <summary>Takes the string of a key; null if it is missing.</summary>
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

    /// <summary>Takes the string of a required key.</summary>
    public string Required(string key)
    {
        if (!Has(key))
            Error(table, $"{PathOf(key)} is missing");
        return Text(key) ?? "";
    }

    /// <summary>Takes the table under a key; null if it is missing.</summary>
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

    /// <summary>Takes the tables of the array under a key; empty if it is missing.</summary>
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

    /// <summary>Takes the strings under a key that may be one string or an array of them; empty if it is missing.</summary>
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

    /// <summary>Takes the array of strings under a key; empty if it is missing.</summary>
    public IReadOnlyList<string> Strings(string key)
    {
        if (Take(key) is not TomlScalar one)
            return Texts(key);
        Error(one, $"{PathOf(key)} must be an array of strings");
        return [];
    }

    /// <summary>Takes the boolean of a key; null if it is missing.</summary>
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

    /// <summary>Takes the integer of a key; null if it is missing.</summary>
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

    /// <summary>Takes the items of the array under a key; empty if it is missing.</summary>
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

    /// <summary>Returns the place of a key's value; the place of the table if it is missing.</summary>
    public ManifestPlace PlaceOf(string key) => PlaceOf(table.Items.GetValueOrDefault(key) ?? table);

    /// <summary>Returns the places of the items under a key, which may be a single item or an array.</summary>
    public IReadOnlyList<ManifestPlace> PlacesOf(string key) => table.Items.GetValueOrDefault(key) switch
    {
        null => [],
        TomlList list => [.. list.Items.Select(PlaceOf)],
        var one => [PlaceOf(one)],
    };

    /// <summary>Wraps a table inside the value of a key, to be read like the others.</summary>
    public ManifestNode Inside(string key, TomlTable child) => new(child, PathOf(key), file, errors);

    /// <summary>Takes the table of strings under a key; empty if it is missing.</summary>
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

    /// <summary>Takes keys that are allowed but ignored.</summary>
    public void Ignore(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            Take(key);
    }

    /// <summary>Reports an error at a key.</summary>
    public void Error(string key, string message) => Error(table.Items.GetValueOrDefault(key) ?? table, message);

    /// <summary>Reports every key that was not taken.</summary>
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

    /// <summary>
    /// Creates the reason why a key's feature is unsupported, with its place: not an error of the manifest, but a reason not to run it.
    /// </summary>
    public ManifestError Refuse(string key, string reason) => PlaceOf(key).Error($"{PathOf(key)}: {reason}");

    /// <summary>Reports an error at a place.</summary>
    public void Error(ManifestPlace place, string message) => errors.Add(place.Error(message));

    /// <summary>Returns the full name of a key; for an empty key, of the table itself.</summary>
    public string PathOf(string key) => path.Length == 0 ? key : key.Length == 0 ? path : $"{path}.{key}";

    private ManifestPlace PlaceOf(TomlNode node) => new(file, node.Line, node.Column);
}
