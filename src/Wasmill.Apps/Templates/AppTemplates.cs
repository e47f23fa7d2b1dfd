using System.Text.RegularExpressions;
using Wasmill.Apps.Manifests.Rules;
using Wasmill.Events;
using Wasmill.Storage;

namespace Wasmill.Apps.Templates;

/// <summary>Creates new apps from the templates embedded in this assembly (the repository's <c>templates/</c> folder).</summary>
public static partial class AppTemplates
{
    private const string ResourcePrefix = "templates/";

    // In a folder that has one it says what else is not to be committed.
    private const string IgnoreFile = ".gitignore";

    // The parameters of every template with their defaults, named as in Spin's http-py.
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["project-description"] = "",
        ["http-path"] = "/...",
    };

    /// <summary>All templates.</summary>
    public static IReadOnlyList<TemplateInfo> All { get; } =
    [
        new("http-py", "a Python function that answers HTTP requests: handle_request(request)"),
        new("event-py", "a Python function that transforms CloudEvents: handle_event(event)"),
        new("http-c", "a C function that answers HTTP requests and events; clang builds it where it is installed"),
    ];

    // Spin's templates for languages that are not supported here.
    private static readonly string[] JavaScript = ["http-js", "http-ts", "event-js", "event-ts"];

    /// <summary>Creates an app.</summary>
    /// <returns>The files, relative to the new folder.</returns>
    /// <exception cref="TemplateException">The app cannot be created; nothing was written.</exception>
    public static IReadOnlyList<string> Create(NewAppRequest request)
    {
        Check(request);
        var values = new Dictionary<string, string>(Parameters, StringComparer.Ordinal) { ["project-name"] = request.Name };
        foreach (var (name, value) in request.Values)
            values[name] = value;

        var files = Read(request.Template).ToDictionary(file => file.Name, file => Fill(file.Text, values));
        if (!request.IgnoresBuiltFiles || File.Exists(Path.Combine(request.Output, IgnoreFile)))
            files.Remove(IgnoreFile);
        try
        {
            FileSet.Write(request.Output, files);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TemplateException($"{request.Output} cannot be written: {IoReason.Of(error)}", error);
        }

        return [.. files.Keys.Order(StringComparer.Ordinal)];
    }

    private static void Check(NewAppRequest request)
    {
        if (JavaScript.Contains(request.Template))
            throw new TemplateException($"template {request.Template} does not exist: this version of wasmill does not build JavaScript. "
                + $"Templates: {string.Join(", ", All.Select(template => template.Id))}");
        if (All.All(template => template.Id != request.Template))
        {
            var known = All.Select(template => template.Id).ToList();
            var guess = Spelling.Closest(request.Template, known);
            throw new TemplateException($"template \"{request.Template}\" does not "
                + $"exist{(guess is null ? "." : $"; did you mean {guess}?")} Templates: {string.Join(", ", known)}");
        }

        if (!NamePattern().IsMatch(request.Name))
            throw new TemplateException($"\"{request.Name}\" is not a valid app name; use lower-case words joined by hyphens, "
                + "each beginning with a letter, such as my-app");
        if (request.Values.Keys.FirstOrDefault(name => !Parameters.ContainsKey(name)) is { } unknown)
            throw new TemplateException($"parameter \"{unknown}\" does not exist; the template has {string.Join(", ", Parameters.Keys)}");
        if (request.Values.FirstOrDefault(pair => pair.Value.Any(char.IsControl)) is { Key: { } broken })
            throw new TemplateException($"the value of {broken} contains control characters, such as a line break; use a single line");
        if (request.Values.TryGetValue("http-path", out var route) && !RoutePattern().IsMatch(route))
            throw new TemplateException(
                $"\"{route}\" is not a valid http-path; use a path that begins with / and contains no blanks, such as /... or /hello");
        if (route is not null && RouteRules.Explain(route) is { } reason)
            throw new TemplateException(reason);
        if (File.Exists(request.Output))
            throw new TemplateException($"{request.Output} is a file; use another folder with --output");
        if (!request.AllowOverwrite && Directory.Exists(request.Output) && Directory.EnumerateFileSystemEntries(request.Output).Any())
            throw new TemplateException(
                $"the folder {request.Output} exists and is not empty: use another name, another --output, or --allow-overwrite");
    }

    private static IEnumerable<(string Name, string Text)> Read(string template)
    {
        var assembly = typeof(AppTemplates).Assembly;
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

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^/\S*\z")]
    private static partial Regex RoutePattern();

    [GeneratedRegex(@"\{\{([a-z-]+)\}\}")]
    private static partial Regex PlaceholderPattern();
}
