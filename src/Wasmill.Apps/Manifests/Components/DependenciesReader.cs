using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Toml;

namespace Wasmill.Apps.Manifests.Components;

// Tested by: ManifestReaderTests, MaximalManifestTests
/// <summary>Reads <c>[component.NAME.dependencies]</c>.</summary>
internal static class DependenciesReader
{
    private const string Reason =
        "dependencies are linked into components of the component model, which is not supported; link the library into the module";

    private static readonly string[] Origins = ["version", "path", "url", "component"];

    /// <summary>Checks the form of the table.</summary>
    /// <param name="component">The component, or its profile.</param>
    /// <param name="unsupported">Receives the reason why a component with dependencies cannot run.</param>
    public static void Read(ManifestNode component, List<ManifestError> unsupported)
    {
        if (component.Table("dependencies") is not { } table)
            return;
        foreach (var name in table.Keys.ToList())
        {
            if (table.Take(name) is TomlScalar { Value: string })
                continue;
            if (table.Table(name) is { } dependency)
                ReadOne(table, name, dependency);
        }

        if (table.Keys.Any())
            unsupported.Add(component.Refuse("dependencies", Reason));
    }

    private static void ReadOne(ManifestNode table, string name, ManifestNode dependency)
    {
        foreach (var key in (ReadOnlySpan<string>)["version", "registry", "package", "path", "url", "digest", "component", "export"])
            dependency.Text(key);
        dependency.Map("environment");
        if (dependency.Take("inherit_configuration") is TomlList)
            dependency.Strings("inherit_configuration");
        else
            dependency.Truth("inherit_configuration");
        dependency.Finish();
        if (Origins.Count(dependency.Has) != 1)
            table.Error(name, $"the dependency {name} must have exactly one of version, path, url and component");
    }
}
