using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Functions.Capabilities.Files;

// Tested by: FilesTests
/// <summary>A file or folder as a guest sees it. A folder may have both mounts inside it and a folder of the host behind it.</summary>
/// <param name="hostPath">The file or folder of the host, with all links resolved; null for a folder that exists only because something is
/// mounted below it.</param>
/// <param name="hostRoot">The folder that links must not leave.</param>
/// <param name="isFolder">Indicates whether the node is a folder.</param>
internal sealed class MountNode(string? hostPath, string? hostRoot, bool isFolder)
{
    private readonly Dictionary<string, MountNode> _mounted = new(StringComparer.Ordinal);

    /// <summary>The file or folder of the host; null if absent.</summary>
    public string? HostPath => hostPath;

    /// <summary>Indicates whether the node is a folder.</summary>
    public bool IsFolder => isFolder;

    /// <summary>The nodes mounted in the folder, by name.</summary>
    public IReadOnlyDictionary<string, MountNode> Mounted => _mounted;

    /// <summary>Mounts a node in the folder. Only used while the tree is built.</summary>
    public void Mount(string name, MountNode node) => _mounted[name] = node;

    /// <summary>Returns the same folder with another host folder behind it.</summary>
    public MountNode Behind(string path, string root)
    {
        var node = new MountNode(path, root, isFolder: true);
        foreach (var (name, child) in _mounted)
            node.Mount(name, child);
        return node;
    }

    /// <summary>Finds a name in the folder.</summary>
    public WasiError Find(string name, out MountNode? node)
    {
        node = null;
        if (!IsFolder)
            return WasiError.NotDirectory;
        if (_mounted.TryGetValue(name, out node))
            return WasiError.Success;
        return hostPath is null || !HostPaths.IsName(name) ? WasiError.NoEntry : FindOnHost(Path.Combine(hostPath, name), out node);
    }

    private WasiError FindOnHost(string path, out MountNode? node)
    {
        node = null;
        if (HostPaths.Resolve(path) is not { } real)
            return WasiError.NoEntry;
        // A link leads out of the mount: the guest sees nothing there, and the error says that this is not an accident.
        if (!HostPaths.IsInside(real, hostRoot!))
            return WasiError.NotCapable;
        var folder = Directory.Exists(real);
        if (!folder && !File.Exists(real))
            return WasiError.NoEntry;
        node = new MountNode(real, hostRoot, folder);
        return WasiError.Success;
    }
}
