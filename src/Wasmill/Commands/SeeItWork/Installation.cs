namespace Wasmill.Commands.SeeItWork;

// Tested by: UninstallCommandTests
/// <summary>What install.sh of the archive has installed for one user: a folder with the program, and files that lie elsewhere.</summary>
/// <param name="Folder">The folder with the program.</param>
/// <param name="Files">Links and files outside of the folder.</param>
internal sealed record Installation(string Folder, IReadOnlyList<string> Files)
{
    // Written by install.sh: one path a line, relative to the prefix, which is two folders above.
    private const string ListName = "installed.txt";

    /// <summary>Finds the installation that a program belongs to; returns null if install.sh has not installed it.</summary>
    /// <param name="program">The path of the program, without links.</param>
    public static Installation? Find(string program)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(program))!;
        var list = Path.Combine(folder, ListName);
        if (Path.GetFileName(folder) != "wasmill" || !File.Exists(list))
            return null;
        var prefix = Path.GetFullPath(Path.Combine(folder, "..", ".."));
        var files = File.ReadAllLines(list).Where(line => line.Length > 0);
        return new Installation(folder, [.. files.Select(file => Path.Combine(prefix, file))]);
    }

    /// <summary>Removes the files and then the folder. Files that are gone already are no error.</summary>
    /// <exception cref="IOException">The system reports an error.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not remove a file.</exception>
    public void Remove()
    {
        foreach (var file in Files.Where(file => Directory.Exists(Path.GetDirectoryName(file))))
            File.Delete(file);
        Directory.Delete(Folder, recursive: true);
    }
}
