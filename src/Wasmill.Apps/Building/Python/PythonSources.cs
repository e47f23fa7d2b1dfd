using System.IO.Compression;

namespace Wasmill.Apps.Building.Python;

/// <summary>Collects what goes into an app's image: the main module, its neighbours, <c>vendor/</c>, and the warm-up event <c>warmup.json</c> when there is one.</summary>
internal static class PythonSources
{
    private const long LargestSources = 64L << 20;
    private const string VendorFolder = "vendor";
    private const string WarmUpFile = "warmup.json";

    // The earliest date a ZIP archive can carry: the archive must be the same whenever it is made.
    private static readonly DateTimeOffset FixedDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly HashSet<string> SkippedFolders = new(StringComparer.Ordinal) { "__pycache__", "node_modules", "venv", "env", "tests", "test", "target", "dist" };

    // In an installed package every other folder is a part of it, whatever its name.
    private static readonly HashSet<string> SkippedVendorFolders = new(StringComparer.Ordinal) { "__pycache__", "tests" };
    private static readonly string[] NativeExtensions = [".so", ".pyd", ".dylib"];

    /// <summary>Makes the archive that the guest loads.</summary>
    /// <param name="folder">The app's folder.</param>
    /// <param name="module">The main module's name without <c>.py</c>. It is called <c>app</c> inside, whatever its name.</param>
    /// <exception cref="BuildException">The main module is missing, something in vendor/ is native code, or it is all too large.</exception>
    public static byte[] Pack(string folder, string module)
    {
        var main = Path.Combine(folder, module + ".py");
        if (!File.Exists(main))
            throw new BuildException($"{main} does not exist: name the module that holds the handler, for example \"app\" for app.py");

        var files = Collect(folder);
        var native = files.FirstOrDefault(file => file.Key.StartsWith(VendorFolder + "/", StringComparison.Ordinal) && NativeExtensions.Contains(Path.GetExtension(file.Key), StringComparer.OrdinalIgnoreCase));
        if (native.Value is { } compiled)
            throw new BuildException($"{compiled} is native code: only pure-Python packages can be part of a function. Install the package's pure version, or remove it from {VendorFolder}/");
        files.Remove(module + ".py");
        files["app.py"] = main;
        return Compress(files);
    }

    /// <summary>The files whose change calls for a build. The main module is among them, also while it is missing.</summary>
    public static IEnumerable<string> Find(string folder, string module)
        => Collect(folder).Values.Append(Path.GetFullPath(Path.Combine(folder, module.EndsWith(".py", StringComparison.Ordinal) ? module : module + ".py")));

    /// <summary>The files in an archive, by their names inside.</summary>
    public static IReadOnlyList<string> Names(byte[] archive)
    {
        using var reader = new ZipArchive(new MemoryStream(archive));
        return [.. reader.Entries.Select(entry => entry.FullName)];
    }

    private static SortedDictionary<string, string> Collect(string folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Collect(folder, "", files, isVendor: false);
        var vendor = Path.Combine(folder, VendorFolder);
        if (Directory.Exists(vendor))
            Collect(vendor, VendorFolder + "/", files, isVendor: true);
        var warmUp = Path.Combine(folder, WarmUpFile);
        if (File.Exists(warmUp))
            files[WarmUpFile] = warmUp;
        return files;
    }

    private static void Collect(string folder, string prefix, SortedDictionary<string, string> files, bool isVendor)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.') || (isVendor ? SkippedVendorFolders : SkippedFolders).Contains(entry.Name))
                continue;

            if (entry is DirectoryInfo child)
            {
                if (isVendor || IsPackage(child))
                    Collect(child.FullName, prefix + child.Name + "/", files, isVendor);
            }
            else if (isVendor || prefix.Length > 0 || entry.Extension == ".py")
            {
                files[prefix + entry.Name] = entry.FullName;
            }
        }
    }

    // Beside app.py only what can be imported belongs to the app; vendor/ may hold namespace packages without __init__.py.
    private static bool IsPackage(DirectoryInfo folder)
        => folder.Name != VendorFolder && File.Exists(Path.Combine(folder.FullName, "__init__.py"));

    private static byte[] Compress(SortedDictionary<string, string> files)
    {
        var total = files.Values.Sum(file => new FileInfo(file).Length);
        if (total > LargestSources)
            throw new BuildException($"the app's sources are {total >> 20} MiB, more than the {LargestSources >> 20} MiB that a function may have: move data out of the app's folder");

        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, path) in files)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
                entry.LastWriteTime = FixedDate;
                using var content = entry.Open();
                content.Write(File.ReadAllBytes(path));
            }
        }

        return stream.ToArray();
    }
}
