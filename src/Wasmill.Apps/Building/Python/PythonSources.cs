using System.IO.Compression;
using Wasmill.Apps.Files;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Apps.Building.Python;

// Tested by: PythonBuilderTests, BuildLinksTests, PythonFindingsTests
/// <summary>
/// Collects the sources of an app's image: the main module, its neighbors, <c>vendor/</c>, and the warm-up event <c>warmup.json</c> if
/// there is one.
/// </summary>
internal static class PythonSources
{
    private const long LargestSources = 64L << 20;
    private const string VendorFolder = "vendor";
    private const string WarmUpFile = "warmup.json";

    // The earliest date in a ZIP archive: the archive must not depend on when it is made.
    private static readonly DateTimeOffset FixedDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly HashSet<string> SkippedFolders = new(StringComparer.Ordinal)
    {
        "__pycache__",
        "node_modules",
        "venv",
        "env",
        "tests",
        "test",
        "target",
        "dist",
    };

    // In an installed package, every other folder is part of it, whatever its name.
    private static readonly HashSet<string> SkippedVendorFolders = new(StringComparer.Ordinal) { "__pycache__", "tests" };
    private static readonly string[] NativeExtensions = [".so", ".pyd", ".dylib"];

    /// <summary>Builds the archive that the guest loads.</summary>
    /// <param name="folder">The folder of the sources.</param>
    /// <param name="module">The name of the main module without <c>.py</c>. Inside the archive it is always called <c>app</c>.</param>
    /// <param name="app">The folder of the app, which no source may leave.</param>
    /// <exception cref="BuildException">The main module is missing, sources are outside the app's folder or not regular files, vendor/
    /// contains native code, or the archive is too large.</exception>
    public static byte[] Pack(string folder, string module, AppFolder app)
    {
        var main = Path.Combine(folder, module + ".py");
        if (RegularFile.KindOf(main) == HostFileKind.Missing)
            throw new BuildException($"{main} does not exist: name the module that holds the handler, for example \"app\" for app.py");

        var problems = new List<string>();
        var files = Collect(folder, app, problems);
        files.Remove(module + ".py");
        files["app.py"] = main;
        // The folders were checked on the way: only files that are not obviously regular are checked again.
        problems.AddRange(
            files.Values.Where(file => RegularFile.KindOf(file) != HostFileKind.Regular).Select(app.ExplainFile).OfType<string>());
        if (problems.Count > 0)
            throw new BuildException([.. problems.Distinct().Select(ManifestPlace.None.Error)]);
        var native = files.FirstOrDefault(file => file.Key.StartsWith(VendorFolder + "/", StringComparison.Ordinal)
            && NativeExtensions.Contains(Path.GetExtension(file.Key), StringComparer.OrdinalIgnoreCase));
        if (native.Value is { } compiled)
            throw new BuildException($"{compiled} is native code: only pure-Python packages can be part of a function. "
                + $"Install the package's pure version, or remove it from {VendorFolder}/");
        return Compress(files, app);
    }

    /// <summary>
    /// Lists the files whose changes trigger a build. The main module is among them, even if it is missing. Files outside the app's folder
    /// are skipped: the build reports them.
    /// </summary>
    public static IEnumerable<string> Find(string folder, string module, AppFolder app)
        => Collect(folder, app, []).Values
            .Append(Path.GetFullPath(Path.Combine(folder, module.EndsWith(".py", StringComparison.Ordinal) ? module : module + ".py")))
            .Where(file => RegularFile.KindOf(file) != HostFileKind.Link || app.ExplainPath(file) is null);

    /// <summary>Lists the files in an archive by their names inside.</summary>
    public static IReadOnlyList<string> Names(byte[] archive)
    {
        using var reader = new ZipArchive(new MemoryStream(archive));
        return [.. reader.Entries.Select(entry => entry.FullName)];
    }

    private static SortedDictionary<string, string> Collect(string folder, AppFolder app, List<string> problems)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var vendor = Path.Combine(folder, VendorFolder);
        if (MayEnter(folder, app, problems))
        {
            Collect(folder, "", files, isVendor: false, new LinkChain(app, problems));
            if (Directory.Exists(vendor) && MayEnter(vendor, app, problems))
                Collect(vendor, VendorFolder + "/", files, isVendor: true, new LinkChain(app, problems));
        }

        var warmUp = Path.Combine(folder, WarmUpFile);
        if (File.Exists(warmUp))
            files[WarmUpFile] = warmUp;
        return files;
    }

    private static void Collect(string folder, string prefix, SortedDictionary<string, string> files, bool isVendor, LinkChain links)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.') || (isVendor ? SkippedVendorFolders : SkippedFolders).Contains(entry.Name))
                continue;

            if (entry is DirectoryInfo child)
            {
                if ((isVendor || IsPackage(child)) && (child.LinkTarget is null ? links : links.TryFollow(child.FullName)) is { } next)
                    Collect(child.FullName, prefix + child.Name + "/", files, isVendor, next);
            }
            else if (isVendor || prefix.Length > 0 || entry.Extension == ".py")
            {
                files[prefix + entry.Name] = entry.FullName;
            }
        }
    }

    private static bool MayEnter(string folder, AppFolder app, List<string> problems)
    {
        if (app.ExplainPath(folder) is not { } reason)
            return true;
        problems.Add(reason);
        return false;
    }

    // Beside app.py, only importable folders belong to the app; vendor/ may contain namespace packages without __init__.py.
    private static bool IsPackage(DirectoryInfo folder)
        => folder.Name != VendorFolder && File.Exists(Path.Combine(folder.FullName, "__init__.py"));

    private static byte[] Compress(SortedDictionary<string, string> files, AppFolder app)
    {
        var total = files.Values.Sum(file => new FileInfo(file).Length);
        if (total > LargestSources)
            throw new BuildException($"the app's sources are {total >> 20} MiB, more than the {LargestSources >> 20} MiB that a function "
                + "may have: move data out of the app's folder");

        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, path) in files)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
                entry.LastWriteTime = FixedDate;
                using var content = entry.Open();
                content.Write(Read(path, app));
            }
        }

        return stream.ToArray();
    }

    private static byte[] Read(string path, AppFolder app)
    {
        try
        {
            return app.ReadAllBytes(path);
        }
        catch (AppFileException error)
        {
            throw new BuildException(error.Message, error);
        }
    }
}
