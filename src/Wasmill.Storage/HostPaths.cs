namespace Wasmill.Storage;

/// <summary>Paths of the host.</summary>
public static class HostPaths
{
    // As many as Linux follows.
    private const int LinkLimit = 40;

    /// <summary>Whether a guest's word can be the name of a file here. On Windows a backslash or a colon would be more than a name.</summary>
    public static bool IsName(string name)
        => name is not ("" or "." or "..") && !name.AsSpan().ContainsAny('\0', '/') && (Path.DirectorySeparatorChar == '/' || !name.AsSpan().ContainsAny('\\', ':'));

    /// <summary>A path without any link in it; null when links go in a circle. What is not there is left as it is.</summary>
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
            // The link's own folder is free of links by now, so that ".." in its target means what it says.
            var goal = Path.GetFullPath(target, resolved);
            resolved = Path.GetPathRoot(goal)!;
            foreach (var part in Parts(goal).Reverse())
                rest.Push(part);
        }

        return resolved;
    }

    /// <summary>Whether a path is a folder or lies in it. Neither has a link in it.</summary>
    public static bool IsInside(string path, string folder)
        => path == folder || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string[] Parts(string full) => full[Path.GetPathRoot(full)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
}
