namespace Wasmill.Testing;

/// <summary>A folder that goes away with its test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string FullName { get; } = Directory.CreateTempSubdirectory("wasmill-test-").FullName;

    /// <summary>A path below the folder.</summary>
    public string Path(params string[] parts) => System.IO.Path.Combine([FullName, .. parts]);

    /// <summary>Makes a folder below it.</summary>
    public string MakeFolder(string name) => Directory.CreateDirectory(Path(name)).FullName;

    /// <summary>Writes a file, with the folders that it needs, and gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Removes the folder with everything in it.</summary>
    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
