using System.Buffers.Binary;
using System.Security.Cryptography;
using Wasmill.Apps.Building.Python.Requirements;
using Wasmill.Apps.Files;
using Wasmill.Functions.Hosting;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Snapshots;

namespace Wasmill.Apps.Building.Python;

/// <summary>
/// Builds modules from Python apps: CPython, initialized, with the app imported. CPython stays loaded from the first build until disposal;
/// builds run one after the other.
/// </summary>
/// <param name="host">The host that runs CPython.</param>
public sealed class PythonBuilder(FunctionHost host) : IDisposable
{
    private const string MissingModule = ": ModuleNotFoundError: ";

    private ModuleSnapshotter? _snapshotter;

    /// <summary>Builds the app of a folder, which no source may leave.</summary>
    public PythonBuildResult Build(string folder, string module, string output, CancellationToken cancellationToken = default)
    {
        // Paths of sources are relative to the app's folder: a relative folder would be searched below itself.
        var full = Path.GetFullPath(folder);
        return Build(full, module, output, new AppFolder(full), cancellationToken);
    }

    /// <summary>
    /// Builds an app: (1) pack its sources, and find what they need and a function does not have; (2) start Python with a hash seed
    /// computed from them, import the app, and call it with the warm-up event if there is one; (3) write the snapshot beside the output
    /// and rename it.
    /// </summary>
    /// <param name="folder">The folder of the sources.</param>
    /// <param name="module">The main module, <c>app</c> or <c>app.py</c>.</param>
    /// <param name="output">The file to write. It is replaced atomically.</param>
    /// <param name="app">The folder of the app, which no source may leave.</param>
    /// <param name="cancellationToken">Cancels the build between its steps; the output stays unchanged. The compiler cannot be interrupted:
    /// on a new machine that may take seconds.</param>
    /// <exception cref="BuildException">The build failed. If Python reported an error, the message is its traceback and a last line with
    /// file, line and error.</exception>
    public PythonBuildResult Build(string folder, string module, string output, AppFolder app, CancellationToken cancellationToken)
    {
        // 1
        var archive = PythonSources.Pack(folder, module.EndsWith(".py", StringComparison.Ordinal) ? module[..^3] : module, app);
        var digest = SHA256.HashData(archive);
        var findings = PythonFindings.Find(archive, folder, app);

        cancellationToken.ThrowIfCancellationRequested();

        // 2: seed 0 would disable hash randomization; skip it (1 in 2^32)
        var seed = Math.Max(1, BinaryPrimitives.ReadUInt32LittleEndian(digest));
        var note = new BuildNote("Python", PythonRuntime.Version, ModuleFile.Builder, PythonSources.Names(archive));
        _snapshotter ??= new ModuleSnapshotter(host, PythonRuntime.Read());
        var snapshot = _snapshotter.Take(
            [new SnapshotStep("wasmill_init", seed), new SnapshotStep("wasmill_load", Block: archive)],
            BinaryPrimitives.ReadUInt64LittleEndian(digest),
            note.ToSection());
        if (snapshot.Image is not { } image)
            throw new BuildException(Explain(snapshot, module, findings));

        // 3
        cancellationToken.ThrowIfCancellationRequested();
        ModuleFile.Write(output, image);
        return new PythonBuildResult(
            output, Convert.ToHexStringLower(SHA256.HashData(image)), image.Length, [.. snapshot.Log.Select(line => line.Text)])
        {
            Warnings = [.. findings.Select(finding => finding.ToString())],
        };
    }

    /// <summary>Unloads CPython.</summary>
    public void Dispose() => _snapshotter?.Dispose();

    private static string Explain(SnapshotResult snapshot, string module, IReadOnlyList<PythonFinding> findings)
    {
        // The guest's last line has the place and the error (guests/python/boot). An import that fails there was found already, with all
        // others of its kind: its traceback would say less.
        var last = snapshot.Log is [.., var line] ? line.Text : "";
        if (last.Contains(MissingModule, StringComparison.Ordinal)
            && findings.FirstOrDefault(finding => last.StartsWith(finding.Place + ":", StringComparison.Ordinal)) is { } failed)
            return string.Join('\n', findings.Where(finding => finding != failed).Append(failed));
        var log = string.Join('\n', snapshot.Log.Select(line => line.Text));
        if (snapshot.Reason.Length > 0)
            return $"{log}\nimporting {module} failed: {snapshot.Reason}".TrimStart();
        return log.Length > 0 ? log : $"importing {module} failed: {snapshot.FailedStep} returned {snapshot.Code}";
    }
}
