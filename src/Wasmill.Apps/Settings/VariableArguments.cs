using System.Text.Json;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Manifests.Toml;
using Wasmill.Events;

namespace Wasmill.Apps.Settings;

/// <summary>Reads the arguments of <c>--variable</c>: <c>KEY=VALUE</c>, <c>KEY=@FILE</c>, <c>@FILE.json</c> or <c>@FILE.toml</c>.</summary>
public static class VariableArguments
{
    /// <summary>Reads arguments; if a name is repeated, the last one wins.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="app">The app that the arguments are for.</param>
    /// <exception cref="ManifestException">An argument has another form, its file cannot be used, or it names a variable that the app does
    /// not declare.</exception>
    public static IReadOnlyDictionary<string, string> Read(IEnumerable<string> arguments, AppModel app)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            foreach (var (name, value) in argument.StartsWith('@') ? ReadTable(argument[1..]) : ReadOne(argument, app))
                values[name] = value;
        }

        return values;
    }

    // A file may serve several apps; an argument typed on the command line is meant for this one.
    private static Dictionary<string, string> ReadOne(string argument, AppModel app)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
            throw new ManifestException($"--variable {argument} must be KEY=VALUE, KEY=@FILE, @FILE.json or @FILE.toml");
        var (name, value) = (argument[..equals], argument[(equals + 1)..]);
        if (!app.Variables.ContainsKey(name))
        {
            var guess = Spelling.Closest(name, app.Variables.Keys);
            throw new ManifestException(
                $"--variable {name}: the app declares no such variable{(guess is null ? "" : $"; did you mean {guess}?")}");
        }

        return new Dictionary<string, string> { [name] = value.StartsWith('@') ? ManifestReader.ReadText(value[1..]) : value };
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
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.EnumerateObject().All(property => property.Value.ValueKind == JsonValueKind.String))
                return document.RootElement.EnumerateObject().ToDictionary(
                    property => property.Name, property => property.Value.GetString()!);
        }
        catch (JsonException error)
        {
            throw new ManifestException(FormattableString.Invariant(
                $"{path} is not valid JSON: syntax error in line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}"), error);
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
