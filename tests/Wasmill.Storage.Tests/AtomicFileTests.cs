using System.Runtime.Versioning;

namespace Wasmill.Storage.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-atomic-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it()
    {
        var path = Path.Combine(_folder, "flow.yaml");
        AtomicFile.Write(path, "old and longer");

        AtomicFile.Write(path, "new");

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_content_and_no_temporary_file()
    {
        var path = Path.Combine(_folder, "taken");
        Directory.CreateDirectory(path);

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(path, "text"));

        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Only_the_owner_can_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        var path = Path.Combine(_folder, "token");
        File.WriteAllText(path, "an earlier version wrote it for everybody to read");
        File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);

        AtomicFile.Write(path, "secret");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }
}
