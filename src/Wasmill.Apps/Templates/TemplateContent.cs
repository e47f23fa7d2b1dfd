using System.Text.RegularExpressions;

namespace Wasmill.Apps.Templates;

// Tested by: AppTemplatesTests, AddedComponentTests
/// <summary>The files of a template, which are embedded in this assembly (the repository's <c>templates/</c> folder).</summary>
internal static partial class TemplateContent
{
    /// <summary>The parameter that is the route.</summary>
    public const string Route = "http-path";

    private const string ResourcePrefix = "templates/";

    /// <summary>The parameters of every template with their defaults, named as in Spin's http-py.</summary>
    public static IReadOnlyDictionary<string, string> Parameters { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["project-description"] = "",
        [Route] = "/...",
    };

    /// <summary>Fills in a template.</summary>
    /// <param name="template">The ID of the template.</param>
    /// <param name="name">The name of the app or component.</param>
    /// <param name="values">The parameters; missing ones get their defaults.</param>
    /// <returns>The texts by their files.</returns>
    public static Dictionary<string, string> Fill(string template, string name, IReadOnlyDictionary<string, string> values)
    {
        var all = new Dictionary<string, string>(Parameters, StringComparer.Ordinal)
        {
            ["project-name"] = name,
            // As cargo names the file of a crate.
            ["crate-file"] = name.Replace('-', '_'),
        };
        foreach (var (key, value) in values)
            all[key] = value;
        return Read(template).ToDictionary(file => file.Name, file => Fill(file.Text, all));
    }

    private static IEnumerable<(string Name, string Text)> Read(string template)
    {
        var assembly = typeof(TemplateContent).Assembly;
        var prefix = $"{ResourcePrefix}{template}/";
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[prefix.Length..], reader.ReadToEnd());
        }
    }

    private static string Fill(string text, Dictionary<string, string> values)
        => PlaceholderPattern().Replace(text, match =>
            values[match.Groups[1].Value].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));

    [GeneratedRegex(@"\{\{([a-z-]+)\}\}")]
    private static partial Regex PlaceholderPattern();
}
