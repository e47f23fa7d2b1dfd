using System.Diagnostics;
using System.Text.RegularExpressions;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Storage;

namespace Wasmill.Apps.Templates;

// Tested by: AppTemplatesTests, NewAppTests, AddedComponentTests
/// <summary>Creates apps, and components of apps, from templates.</summary>
public static partial class AppTemplates
{
    private const string ManifestName = "spin.toml";

    // In a folder that has one it says what else is not to be committed.
    private const string IgnoreFile = ".gitignore";

    // Where the table of an app ends in the manifest of a template.
    private const string FirstTrigger = "[[trigger.http]]";

    /// <summary>All templates.</summary>
    public static IReadOnlyList<TemplateInfo> All { get; } =
    [
        new("http-py", "a Python function that answers HTTP requests: handle_request(request)"),
        new("event-py", "a Python function that transforms CloudEvents: handle_event(event)"),
        new("http-c", "a C function that answers HTTP requests and events; clang builds it where it is installed"),
        new("http-rust", "a Rust function on Spin's SDK that answers HTTP requests and events; your cargo builds it"),
        new("http-go", "a Go program that answers HTTP requests and events, one each time it runs; your go builds it"),
    ];

    /// <summary>Creates an app.</summary>
    /// <returns>The files, relative to the new folder.</returns>
    /// <exception cref="TemplateException">The app cannot be created; nothing was written.</exception>
    public static IReadOnlyList<string> Create(NewAppRequest request)
    {
        TemplateRules.Check(request.Template, request.Name, "app", request.Values);
        if (File.Exists(request.Output))
            throw new TemplateException($"{request.Output} is a file; use another folder with --output");
        if (!request.AllowOverwrite && HasContent(request.Output))
            throw new TemplateException(
                $"the folder {request.Output} exists and is not empty: use another name, another --output, or --allow-overwrite");

        var files = TemplateContent.Fill(request.Template, request.Name, request.Values);
        if (!request.IgnoresBuiltFiles || File.Exists(Path.Combine(request.Output, IgnoreFile)))
            files.Remove(IgnoreFile);
        Write(request.Output, files);
        return [.. files.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Adds a component to an app: (1) read the manifest, and look for the name and the route; (2) fill in the template, in a folder with
    /// the component's name; (3) append the component and its trigger to the manifest, and read the result; (4) write everything, the
    /// manifest last.
    /// </summary>
    /// <returns>The new files, relative to the manifest's folder.</returns>
    /// <exception cref="TemplateException">The component cannot be added; nothing was written.</exception>
    public static IReadOnlyList<string> Add(AddComponentRequest request)
    {
        // 1
        TemplateRules.Check(request.Template, request.Name, "component", request.Values);
        var folder = Path.GetDirectoryName(Path.GetFullPath(request.Manifest))!;
        var values = new Dictionary<string, string>(request.Values, StringComparer.Ordinal);
        values.TryAdd(TemplateContent.Route, $"/{request.Name}/...");
        var text = ReadManifest(request, values[TemplateContent.Route]);
        if (HasContent(Path.Combine(folder, request.Name)))
            throw new TemplateException($"the folder {Path.Combine(folder, request.Name)} exists and is not empty: use another name");

        // 2
        var files = TemplateContent.Fill(request.Template, request.Name, values);
        if (!files.Remove(ManifestName, out var manifest))
            throw new UnreachableException($"the template {request.Template} has no manifest");
        var placed = files.ToDictionary(file => $"{request.Name}/{file.Key}", file => file.Value);

        // 3
        var added = $"{text.TrimEnd()}\n\n{InFolder(manifest, request.Name)}";
        Check(request, added);

        // 4
        placed[Path.GetFileName(request.Manifest)] = added;
        Write(folder, placed);
        return [.. files.Keys.Select(name => $"{request.Name}/{name}").Order(StringComparer.Ordinal)];
    }

    private static string ReadManifest(AddComponentRequest request, string route)
    {
        try
        {
            var text = ManifestReader.ReadManifest(request.Manifest);
            var app = ManifestReader.Parse(text, request.Manifest);
            if (app.Components.Any(component => component.Id == request.Name))
                throw new TemplateException($"{request.Manifest} has a component \"{request.Name}\" already; use another name");
            if (app.Routes.FirstOrDefault(one => one.Pattern == route) is { } taken)
                throw new TemplateException(
                    $"{request.Manifest} has the route {route} already, for {taken.ComponentId}; use another one with -v http-path=ROUTE");
            return VersionPattern().IsMatch(text)
                ? text
                : throw new TemplateException($"{request.Manifest} has version 1, which names components in another way; "
                    + "use an app with spin_manifest_version = 2");
        }
        catch (ManifestException error)
        {
            throw new TemplateException(error.Message, error);
        }
    }

    // The part of a template's manifest from its trigger on, as a component whose files are in a folder of its own.
    private static string InFolder(string manifest, string folder)
        => manifest[manifest.IndexOf(FirstTrigger, StringComparison.Ordinal)..]
            .Replace("\nsource = \"", $"\nsource = \"{folder}/", StringComparison.Ordinal)
            .Replace(".build]\n", $".build]\nworkdir = \"{folder}\"\n", StringComparison.Ordinal);

    private static void Check(AddComponentRequest request, string manifest)
    {
        try
        {
            ManifestReader.Parse(manifest, request.Manifest);
        }
        catch (ManifestException error)
        {
            throw new TemplateException($"{request.Manifest} does not take the component {request.Name}: {error.Message}", error);
        }
    }

    private static bool HasContent(string folder) => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();

    private static void Write(string folder, Dictionary<string, string> files)
    {
        try
        {
            FileSet.Write(folder, files);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TemplateException($"{folder} cannot be written: {IoReason.Of(error)}", error);
        }
    }

    // The manifest is valid: the key stands at the beginning of a line.
    [GeneratedRegex(@"^[ \t]*""?spin_manifest_version""?[ \t]*=[ \t]*2\b", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
