using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Manifests.Toml;

namespace Wasmill.Apps.Manifests.Components;

// Tested by: ManifestReaderTests, MaximalManifestTests
/// <summary>Reads <c>files</c> and <c>exclude_files</c> of a component.</summary>
internal static class FilesReader
{
    /// <summary>Reads the files that a component may read.</summary>
    public static IReadOnlyList<FileModel> Read(ManifestNode component)
    {
        var files = new List<FileModel>();
        foreach (var item in component.Items("files"))
        {
            switch (item)
            {
                case TomlScalar { Value: string pattern }:
                    Check(component, item, pattern);
                    files.Add(new FileModel(pattern, null));
                    break;
                case TomlTable table:
                    var mount = component.Inside("files", table);
                    var (source, destination) = (mount.Required("source"), mount.Required("destination"));
                    mount.Finish();
                    Check(component, item, source);
                    if (destination.Split('/').Contains(".."))
                        component.Error(item, $"the destination {destination} must be inside the guest's root");
                    files.Add(new FileModel(source, destination));
                    break;
                default:
                    component.Error(item, $"{component.PathOf("files")} must contain only patterns and tables with source and destination");
                    break;
            }
        }

        return files;
    }

    /// <summary>Reads the patterns of files that a component may not read.</summary>
    public static IReadOnlyList<string> ReadExcluded(ManifestNode component)
    {
        var patterns = new List<string>();
        foreach (var item in component.Items("exclude_files"))
        {
            if (item is not TomlScalar { Value: string pattern })
            {
                component.Error(item, $"{component.PathOf("exclude_files")} must contain only patterns");
                continue;
            }

            Check(component, item, pattern);
            patterns.Add(pattern);
        }

        return patterns;
    }

    private static void Check(ManifestNode component, TomlNode item, string pattern)
    {
        if (pattern.StartsWith('/') || pattern.Split('/').Contains(".."))
            component.Error(item, $"the path {pattern} must be inside the app's folder");
        else if (pattern.AsSpan().ContainsAny('[', '{'))
            component.Error(item, $"the pattern {pattern} contains [ or {{, which are not supported; use only *, ** and ?");
    }
}
