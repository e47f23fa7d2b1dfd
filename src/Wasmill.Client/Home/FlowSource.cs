using System.Globalization;
using Wasmill.Flows.Files;
using Wasmill.Storage;

namespace Wasmill.Client.Home;

/// <summary>
/// The files of a broker's flow: files, and folders with all <c>*.yaml</c> and <c>*.yml</c> directly in them,
/// sorted by name.
/// </summary>
/// <param name="paths">Files and folders, at least one.</param>
public sealed class FlowSource(IReadOnlyList<string> paths)
{
    /// <summary>The files and folders.</summary>
    public IReadOnlyList<string> Paths { get; } = paths;

    /// <summary>Reads all files as one flow.</summary>
    /// <exception cref="FlowException">A file is missing, or a folder has no flow file.</exception>
    /// <exception cref="IOException">The system reports an error.</exception>
    public FlowListing Read() => new([.. Files().Select(file => (file, File.ReadAllText(file)))]);

    /// <summary>Returns the files and their times: a changed value means that the flow may have changed.</summary>
    public string Stamp()
    {
        try
        {
            return string.Join(
                '\n',
                Files().Select(file => string.Create(CultureInfo.InvariantCulture, $"{file} {File.GetLastWriteTimeUtc(file).Ticks}")));
        }
        catch (Exception error) when (error is FlowException or IOException or UnauthorizedAccessException)
        {
            // The next read reports the error.
            return IoReason.Sentence(error);
        }
    }

    /// <inheritdoc />
    public override string ToString() => string.Join(", ", Paths);

    private List<string> Files() => [.. Paths.SelectMany(FilesOf)];

    private static IEnumerable<string> FilesOf(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new FlowException($"{path} does not exist");
        string[] files = [.. Directory.EnumerateFiles(path).Where(IsFlow).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new FlowException($"{path} has no *.yaml or *.yml file directly in it");
    }

    private static bool IsFlow(string file) => Path.GetExtension(file) is ".yaml" or ".yml" && !Path.GetFileName(file).StartsWith('.');
}
