using System.Text;
using System.Text.RegularExpressions;
using Wasmill.Apps.Files;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Toml;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Apps.Building.Python.Requirements;

// Tested by: PythonFindingsTests
/// <summary>The files beside an app that list packages: <c>Pipfile</c>, <c>requirements.txt</c> and <c>pyproject.toml</c>.</summary>
internal static partial class PackageList
{
    /// <summary>Reads the lists; a file that is not valid lists nothing.</summary>
    /// <returns>The name of each file and a package in it, as it is written there.</returns>
    public static IEnumerable<(string File, string Package)> Read(string folder, AppFolder app)
        => ReadOne(folder, app, "Pipfile", ReadPipfile)
            .Concat(ReadOne(folder, app, "requirements.txt", text => text.Split('\n')))
            .Concat(ReadOne(folder, app, "pyproject.toml", ReadProject));

    private static IEnumerable<(string File, string Package)> ReadOne(
        string folder, AppFolder app, string name, Func<string, IEnumerable<string>> read)
    {
        var path = Path.Combine(folder, name);
        if (app.KindOf(path) != HostFileKind.Regular || app.ExplainFile(path) is not null)
            return [];
        return read(Encoding.UTF8.GetString(app.ReadAllBytes(path)))
            .Select(line => Package().Match(line))
            .Where(package => package.Success)
            .Select(package => (name, package.Groups[1].Value));
    }

    private static IEnumerable<string> ReadPipfile(string text)
        => ReadToml(text).Items.Where(table => table.Key == "packages").Select(table => table.Value).OfType<TomlTable>()
            .SelectMany(table => table.Items.Keys);

    private static IEnumerable<string> ReadProject(string text)
        => ReadToml(text).Items.GetValueOrDefault("project") is TomlTable project
            && project.Items.GetValueOrDefault("dependencies") is TomlList list
            ? list.Items.OfType<TomlScalar>().Select(item => item.Value as string ?? "")
            : [];

    private static TomlTable ReadToml(string text)
    {
        var errors = new List<ManifestError>();
        var table = TomlReader.Read(text, "", errors);
        return errors.Count == 0 ? table : new TomlTable(0, 0);
    }

    // A name as PEP 508 has it; options (-r FILE) and comments have none.
    [GeneratedRegex(@"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)")]
    private static partial Regex Package();
}
