using System.Globalization;
using Wasmill.Apps.Files;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Commands.Functions.Serving;

/// <summary>Names many watched files in one line: those in the app's folder, and its folders with their number of files.</summary>
internal static class WatchedNames
{
    private const int MostNames = 8;

    /// <summary>Returns the line, such as <c>spin.toml, app.py, vendor/ (212 files)</c>.</summary>
    public static string Of(AppModel app, IReadOnlyList<string> files)
    {
        var folder = new AppFolder(app.Folder);
        var names = files.Select(folder.NameOf)
            .GroupBy(HeadOf, StringComparer.Ordinal)
            .OrderBy(group => group.Key.EndsWith('/'))
            .Select(group => group.Key.EndsWith('/') ? $"{group.Key} ({Count(group.Count())})" : group.Key)
            .ToList();
        return names.Count <= MostNames
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more";
    }

    // A file outside of the app's folder is named as a whole.
    private static string HeadOf(string name)
    {
        var slash = name.IndexOf(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return slash > 0 ? name[..slash] + "/" : name;
    }

    private static string Count(int files)
        => files == 1 ? "1 file" : string.Create(CultureInfo.InvariantCulture, $"{files:N0} files");
}
