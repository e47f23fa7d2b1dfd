using System.Text.Json;
using Wasmill.Apps.Manifests;

namespace Wasmill.Apps.Settings;

/// <summary>Reads what <c>--variable</c> gives: <c>KEY=VALUE</c>, <c>KEY=@FILE</c>, <c>@FILE.json</c> or <c>@FILE.toml</c>.</summary>
public static class VariableArguments
{
    /// <summary>Reads arguments; of a name that is given twice the last one holds.</summary>
    /// <exception cref="ManifestException">An argument has another form, or its file cannot be used.</exception>
    public static IReadOnlyDictionary<string, string> Read(IEnumerable<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            foreach (var (name, value) in Read(argument))
                values[name] = value;
        }

        return values;
    }

    private static Dictionary<string, string> Read(string argument)
    {
        if (argument.StartsWith('@'))
            return ReadTable(argument[1..]);
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
            throw new ManifestException($"--variable {argument} must be KEY=VALUE, KEY=@FILE, @FILE.json or @FILE.toml");
        var value = argument[(equals + 1)..];
        return new Dictionary<string, string> { [argument[..equals]] = value.StartsWith('@') ? ManifestReader.ReadText(value[1..]) : value };
    }

    private static Dictionary<string, string> ReadTable(string path) => Path.GetExtension(path) switch
    {
        ".json" => ReadJson(path),
        ".toml" => ReadToml(path),
        _ => throw new ManifestException($"the file {path} with variables must end in .json or .toml"),
    };

    private static Dictionary<string, string> ReadJson(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(ManifestReader.ReadText(path));
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject().All(property => property.Value.ValueKind == JsonValueKind.String))
                return document.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString()!);
        }
        catch (JsonException error)
        {
            throw new ManifestException($"{path} is not JSON: {error.Message}", error);
        }

        throw new ManifestException($"{path} must be an object of strings");
    }

    private static Dictionary<string, string> ReadToml(string path)
    {
        var errors = new List<ManifestError>();
        var table = TomlReader.Read(ManifestReader.ReadText(path), path, errors);
        var root = new ManifestNode(table, "", path, errors);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in root.Keys.ToList())
            values[name] = root.Text(name) ?? "";
        return errors.Count == 0 ? values : throw new ManifestException(errors);
    }
}
