using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Functions.Capabilities.Files;

// Tested by: FilesTests
/// <summary>Everything that one function may read, as one tree. Built when the function is loaded.</summary>
internal sealed class MountTree
{
    private MountTree(MountNode? root) => Root = root;

    /// <summary>The tree of a function without files.</summary>
    public static MountTree Empty { get; } = new(null);

    /// <summary>The folder <c>/</c>; null if nothing is mounted.</summary>
    public MountNode? Root { get; private set; }

    /// <summary>Builds the tree.</summary>
    /// <param name="function">The name of the function, for messages.</param>
    /// <param name="mounts">The mounts; of two at the same path, the later one wins.</param>
    /// <exception cref="FunctionLoadException">A path does not exist or is malformed.</exception>
    public static MountTree Build(string function, IReadOnlyList<FileMount> mounts)
    {
        if (mounts.Count == 0)
            return Empty;
        var tree = new MountTree(new MountNode(null, null, isFolder: true));
        foreach (var mount in mounts)
            tree.Add(function, mount);
        return tree;
    }

    /// <summary>Follows a guest's path from a folder. The path must be relative and must not go above that folder.</summary>
    public static WasiError Follow(MountNode folder, string path, out MountNode? node)
    {
        node = null;
        if (path.Length == 0)
            return WasiError.NoEntry;
        if (path[0] == '/')
            return WasiError.NotCapable;

        var way = new Stack<MountNode>();
        var here = folder;
        foreach (var part in path.Split('/'))
        {
            if (!here.IsFolder)
                return WasiError.NotDirectory;
            if (part is "" or ".")
                continue;
            if (part == "..")
            {
                if (!way.TryPop(out here!))
                    return WasiError.NotCapable;
                continue;
            }

            if (here.Find(part, out var next) is var error and not WasiError.Success)
                return error;
            way.Push(here);
            here = next!;
        }

        node = here;
        return WasiError.Success;
    }

    private void Add(string function, FileMount mount)
    {
        var parts = mount.GuestPath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (!mount.GuestPath.StartsWith('/') || parts.Any(part => part is "." or ".."))
            throw new FunctionLoadException(
                $"{function}: files cannot be mounted at \"{mount.GuestPath}\": use an absolute path without . and ..");
        var node = Open(function, mount);
        if (parts.Length == 0)
        {
            Root = node.IsFolder
                ? Root!.Behind(node.HostPath!, node.HostPath!)
                : throw new FunctionLoadException($"{function}: {mount.HostPath} is a file; it cannot be mounted at /");
            return;
        }

        var folder = Root!;
        foreach (var part in parts[..^1])
        {
            if (!folder.Mounted.TryGetValue(part, out var next))
                folder.Mount(
                    part,
                    next = folder.Find(part, out var behind) == WasiError.Success && behind!.IsFolder
                        ? behind
                        : new MountNode(null, null, isFolder: true));
            folder = next.IsFolder
                ? next
                : throw new FunctionLoadException($"{function}: {mount.HostPath} cannot be mounted at {mount.GuestPath}: {part} is a file");
        }

        var there = folder.Mounted.GetValueOrDefault(parts[^1]);
        folder.Mount(parts[^1], there is { IsFolder: true } && node.IsFolder ? there.Behind(node.HostPath!, node.HostPath!) : node);
    }

    private static MountNode Open(string function, FileMount mount)
    {
        var real = HostPaths.Resolve(mount.HostPath);
        if (real is not null && Directory.Exists(real))
            return new MountNode(real, real, isFolder: true);
        if (real is null || !File.Exists(real))
            throw new FunctionLoadException($"{function}: {mount.HostPath}, to be mounted at {mount.GuestPath}, does not exist");

        var folder = HostPaths.Resolve(Path.GetDirectoryName(Path.GetFullPath(mount.HostPath))!)!;
        return HostPaths.IsInside(real, folder)
            ? new MountNode(real, folder, isFolder: false)
            : throw new FunctionLoadException(
                $"{function}: {mount.HostPath} is a link that leads out of its folder; mount the file itself");
    }
}
