namespace Wasmill.Storage.HostFiles;

/// <summary>Functions for paths of the host.</summary>
public static class HostPaths
{
    // The limit of Linux.
    private const int LinkLimit = 40;

    /// <summary>
    /// Indicates whether a text from a guest is a valid file name on this host. On Windows, names with a backslash or colon are rejected:
    /// they would be paths or streams.
    /// </summary>
    public static bool IsName(string name)
        => name is not ("" or "." or "..")
            && !name.AsSpan().ContainsAny('\0', '/')
            && (Path.DirectorySeparatorChar == '/' || !name.AsSpan().ContainsAny('\\', ':'));

    /// <summary>Resolves all links in a path; returns null if links form a cycle. Missing parts are left unchanged.</summary>
    public static string? Resolve(string path)
    {
        var links = 0;
        var full = Path.GetFullPath(path);
        var resolved = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(Parts(full).Reverse());
        while (rest.TryPop(out var name))
        {
            var next = Path.Combine(resolved, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > LinkLimit)
                return null;
            // The folder of the link is already resolved, so ".." in the link's target is the real parent.
            var goal = Path.GetFullPath(target, resolved);
            resolved = Path.GetPathRoot(goal)!;
            foreach (var part in Parts(goal).Reverse())
                rest.Push(part);
        }

        return resolved;
    }

    /// <summary>Indicates whether a path is a folder or inside it. Both must be free of links.</summary>
    public static bool IsInside(string path, string folder)
        => path == folder
            || path.StartsWith(
                Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string[] Parts(string full)
        => full[Path.GetPathRoot(full)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
}
