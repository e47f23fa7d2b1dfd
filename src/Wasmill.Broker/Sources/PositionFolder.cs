using System.Globalization;
using Wasmill.Storage;

namespace Wasmill.Broker.Sources;

// Tested by: PositionFileTests
/// <summary>The folder with the positions of a broker's sources: one file for each source.</summary>
/// <param name="path">The folder. It is created with the first position.</param>
/// <param name="failures">Counts writes that fail.</param>
public sealed class PositionFolder(string path, FailedWrites failures)
{
    private const string Extension = ".position";

    /// <summary>Opens the position of a source.</summary>
    /// <param name="name">Name of the source; it is valid as a file name.</param>
    /// <param name="kind">Kind of the source.</param>
    public ISourcePosition Open(string name, string kind) => new PositionFile(Path.Combine(path, name + Extension), kind, failures);

    /// <summary>
    /// Removes the positions of all sources except the named ones, including sources that were removed while the broker was stopped,
    /// and the temporary files that a killed process has left.
    /// </summary>
    /// <param name="names">Names of the sources to keep.</param>
    public void KeepOnly(IReadOnlySet<string> names)
    {
        if (!Directory.Exists(path))
            return;
        failures.Try(WriteKind.Position, () =>
        {
            foreach (var file in Directory.EnumerateFiles(path, $"*{Extension}*").Where(file => IsLeftOver(Path.GetFileName(file), names)))
                File.Delete(file);
        });
    }

    // NAME.position, or NAME.position.PROCESS.RANDOM.tmp while it is written. A name of a source has no dot.
    private static bool IsLeftOver(string file, IReadOnlySet<string> names)
    {
        var parts = file.Split('.');
        return !names.Contains(parts[0]) || parts.Length > 2 && parts[2] != Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    }
}
