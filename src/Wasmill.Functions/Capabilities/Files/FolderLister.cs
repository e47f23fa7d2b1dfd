using System.Text;

namespace Wasmill.Functions.Capabilities.Files;

/// <summary>Lists a folder: <c>.</c>, <c>..</c>, then the names in ordinal order, so that the order is always the same.</summary>
internal static class FolderLister
{
    /// <summary>Lists the entries.</summary>
    public static IReadOnlyList<FolderEntry> List(MountNode folder)
    {
        var names = new SortedSet<string>(folder.Mounted.Keys, StringComparer.Ordinal);
        if (folder.HostPath is { } path)
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(path))
                names.Add(Path.GetFileName(entry));
        }

        var entries = new List<FolderEntry>
        {
            new("."u8.ToArray(), FileType.Directory, FileStatus.InodeOf(folder)),
            new(".."u8.ToArray(), FileType.Directory, 1),
        };
        foreach (var name in names)
        {
            var found = folder.Find(name, out var node) == WasiError.Success;
            entries.Add(new FolderEntry(
                Encoding.UTF8.GetBytes(name), found ? FileStatus.TypeOf(node!) : FileType.Unknown, found ? FileStatus.InodeOf(node!) : 1));
        }

        return entries;
    }
}
