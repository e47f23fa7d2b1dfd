using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Toml;

namespace Wasmill.Apps.Manifests.Components;

/// <summary>Reads the source of a component's module.</summary>
internal static class SourceReader
{
    /// <summary>Reads the key <c>source</c>.</summary>
    /// <param name="table">The component.</param>
    /// <param name="unsupported">Receives the reason why a module from a URL or registry cannot run.</param>
    /// <returns>The path; empty if the module would have to be downloaded.</returns>
    public static string Read(ManifestNode table, List<ManifestError> unsupported)
    {
        if (table.Take("source") is not TomlTable)
            return table.Required("source");

        var source = table.Table("source")!;
        if (source.Has("url"))
        {
            source.Required("url");
            source.Required("digest");
            unsupported.Add(table.Refuse("source", "modules are not downloaded from a URL; download the module and use its path"));
        }
        else
        {
            source.Required("registry");
            source.Required("package");
            source.Required("version");
            unsupported.Add(table.Refuse("source", "modules are not downloaded from a registry; download the module and use its path"));
        }

        source.Finish();
        return "";
    }
}
