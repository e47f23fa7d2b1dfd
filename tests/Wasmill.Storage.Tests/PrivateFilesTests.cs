using System.Runtime.Versioning;

namespace Wasmill.Storage.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private readonly string _folder;

    public PrivateFilesTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        _folder = Directory.CreateTempSubdirectory("wasmill-private-").FullName;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_folder_is_created_with_its_missing_parents_for_the_owner_alone()
    {
        var inner = Path.Combine(_folder, "a", "b", "c");

        PrivateFiles.CreateFolder(inner + "/");

        foreach (var name in (string[])["a", "a/b", "a/b/c"])
            Assert.Equal(OwnerFolder, File.GetUnixFileMode(Path.Combine(_folder, name)));
    }

    [Fact]
    public void An_existing_folder_keeps_its_mode()
    {
        var existing = Directory.CreateDirectory(Path.Combine(_folder, "shared"), OwnerFolder | UnixFileMode.OtherRead).FullName;

        PrivateFiles.CreateFolder(Path.Combine(existing, "own"));

        Assert.Equal(OwnerFolder | UnixFileMode.OtherRead, File.GetUnixFileMode(existing));
    }

    [Fact]
    public void Every_way_to_create_a_file_gives_it_to_the_owner_alone()
    {
        PrivateFiles.Open(In("stream"), FileMode.Append, FileAccess.Write).Dispose();
        PrivateFiles.OpenHandle(In("handle"), FileMode.CreateNew, FileShare.None).Dispose();
        AppendedFile.Open(In("appended")).Dispose();
        PrivateFiles.CreateEmpty(In("empty"));
        AtomicFile.Write(In("atomic"), "a"u8);

        Assert.Equal(5, Directory.GetFiles(_folder).Length);
        Assert.All(Directory.GetFiles(_folder), file => Assert.Equal(OwnerFile, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void An_existing_file_is_not_emptied_by_the_creation_of_an_empty_one()
    {
        File.WriteAllText(In("db"), "rows");

        PrivateFiles.CreateEmpty(In("db"));

        Assert.Equal("rows", File.ReadAllText(In("db")));
    }

    [Fact]
    public void Of_many_threads_that_create_an_empty_file_all_succeed_and_leave_one_file()
    {
        Parallel.For(0, 64, _ => PrivateFiles.CreateEmpty(In("db")));

        Assert.Equal([In("db")], Directory.GetFileSystemEntries(_folder));
    }

    private string In(string name) => Path.Combine(_folder, name);
}
