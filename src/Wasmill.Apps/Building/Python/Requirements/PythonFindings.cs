using System.IO.Compression;
using Wasmill.Apps.Files;

namespace Wasmill.Apps.Building.Python.Requirements;

/// <summary>
/// Finds what an app needs and a function does not have, before anything runs: also in code that runs late or never. Imports inside
/// <c>try</c> or <c>if</c> are left out, and so are the packages in <c>vendor/</c>, whose imports are mostly optional.
/// </summary>
internal static class PythonFindings
{
    private const string Vendor = "vendor/";

    // Those of the standard library on Windows: code that imports them asks for the system first, in more ways than can be told.
    private static readonly HashSet<string> OfWindows = new(StringComparer.Ordinal) { "msvcrt", "nt", "winreg", "winsound" };

    /// <summary>Returns the findings, one for each module or package, in the order of the files.</summary>
    /// <param name="archive">The app's sources as they are packed.</param>
    /// <param name="folder">The folder of the sources.</param>
    /// <param name="app">The folder of the app, which no file may leave.</param>
    public static IReadOnlyList<PythonFinding> Find(byte[] archive, string folder, AppFolder app)
    {
        using var reader = new ZipArchive(new MemoryStream(archive));
        var packed = reader.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        var own = Modules(packed, "").ToHashSet(StringComparer.Ordinal);
        var vendored = Modules(packed, Vendor).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var findings = new List<PythonFinding>();
        foreach (var entry in reader.Entries.Where(IsOwnSource))
        {
            using var text = new StreamReader(entry.Open());
            foreach (var import in PythonImports.Find(text.ReadToEnd()))
            {
                if (Explain(import.Module) is { } reason && !import.IsConditional && !own.Contains(import.Module)
                    && !vendored.Contains(import.Module) && seen.Add(PythonPackages.Normalize(import.Module)))
                    findings.Add(new PythonFinding(FormattableString.Invariant($"{entry.FullName}:{import.Line}"), reason));
            }
        }

        var installed = packed.Where(name => name.StartsWith(Vendor, StringComparison.Ordinal))
            .Select(name => name.Split('/')[1])
            .Where(name => name.EndsWith(".dist-info", StringComparison.Ordinal))
            .Select(name => PythonPackages.Normalize(name.Split('-')[0]))
            .Concat(vendored.Select(PythonPackages.Normalize))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (file, package) in PackageList.Read(folder, app))
        {
            var name = PythonPackages.Normalize(package);
            if (!installed.Contains(name) && name != "python" && seen.Add(name))
                findings.Add(new PythonFinding(file, $"{package} is not in vendor/: {PythonPackages.Advise(package)}"));
        }

        return findings;
    }

    private static bool IsOwnSource(ZipArchiveEntry entry)
        => !entry.FullName.StartsWith(Vendor, StringComparison.Ordinal) && entry.FullName.EndsWith(".py", StringComparison.Ordinal);

    private static IEnumerable<string> Modules(IEnumerable<string> packed, string root)
        => packed.Where(name => name.StartsWith(root, StringComparison.Ordinal))
            .Select(name => name[root.Length..].Split('/')[0])
            .Select(name => name.EndsWith(".py", StringComparison.Ordinal) ? name[..^".py".Length] : name);

    // Null for a module that is there.
    private static string? Explain(string module)
        => module.StartsWith('_') || PythonModules.Available.Contains(module) || OfWindows.Contains(module)
            ? null
            : PythonModules.Refused.TryGetValue(module, out var reason)
                ? $"{module} is not available in a function: {reason}"
                : $"{module} is not in vendor/: {PythonPackages.Advise(module, isModule: true)}";
}
