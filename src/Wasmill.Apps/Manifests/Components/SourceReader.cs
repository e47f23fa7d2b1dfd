using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Toml;

namespace Wasmill.Apps.Manifests.Components;

/// <summary>Reads where a component's module comes from.</summary>
internal static class SourceReader
{
    /// <summary>Reads the key <c>source</c>.</summary>
    /// <param name="table">The component.</param>
    /// <param name="unsupported">Gets the reason why a module from elsewhere cannot run.</param>
    /// <returns>The path, or an empty text when the module would have to be fetched.</returns>
    public static string Read(ManifestNode table, List<ManifestError> unsupported)
    {
        if (table.Take("source") is not TomlTable)
            return table.Required("source");

        var source = table.Table("source")!;
        if (source.Has("url"))
        {
            source.Required("url");
            source.Required("digest");
            unsupported.Add(table.Refuse("source", "modules are not fetched from a URL; download the module and give its path"));
        }
        else
        {
            source.Required("registry");
            source.Required("package");
            source.Required("version");
            unsupported.Add(table.Refuse("source", "modules are not fetched from a registry; download the module and give its path"));
        }

        source.Finish();
        return "";
    }
}
