using Wasmill.Apps.Files;

namespace Wasmill.Apps.Templates;

// Tested by: AppTemplatesTests, NewAppTests
/// <summary>Writes several files; a failure leaves none of them.</summary>
internal static class FileSet
{
    /// <summary>
    /// Writes files into a folder: (1) check that no folder exists at the path of a file, and that no link leads out; (2) write everything
    /// into a folder beside it; (3) move it into place: the whole folder if it does not exist yet, otherwise file by file.
    /// </summary>
    /// <param name="folder">The folder; created if missing.</param>
    /// <param name="files">The names, relative to the folder, and texts.</param>
    /// <exception cref="IOException">The files cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not write to the folder.</exception>
    public static void Write(string folder, IReadOnlyDictionary<string, string> files)
    {
        // 1
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var exists = Directory.Exists(place);
        if (files.Keys.FirstOrDefault(name => Directory.Exists(Path.Combine(place, name))) is { } blocked)
            throw new IOException($"{Path.Combine(folder, blocked)} is a folder");

        if (files.Keys.Select(name => new AppFolder(place).ExplainPath(Path.GetDirectoryName(Path.Combine(place, name))!))
            .FirstOrDefault(reason => reason is not null) is { } reason)
            throw new IOException(reason);

        // 2: inside an existing folder, because its parent may belong to another user or be on another file system.
        var staging = Path.Combine(exists ? place : Path.GetDirectoryName(place)!, $".new-{Guid.NewGuid():N}");
        try
        {
            foreach (var (name, text) in files)
                WriteOne(Path.Combine(staging, name), text);

            // 3
            if (exists)
                Move(staging, place, files.Keys);
            else
                Directory.Move(staging, place);
        }
        finally
        {
            if (Directory.Exists(staging))
                Directory.Delete(staging, recursive: true);
        }
    }

    private static void Move(string from, string to, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var target = Path.Combine(to, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(Path.Combine(from, name), target, overwrite: true);
        }
    }

    private static void WriteOne(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
