using System.Runtime.Versioning;

namespace Wasmill.Storage.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class TrustedFilesTests : IDisposable
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-trusted-").FullName;
    private readonly string _file;

    public TrustedFilesTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        _file = Path.Combine(_folder, "file");
        File.WriteAllText(_file, "content");
        File.SetUnixFileMode(_file, OwnFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_others_may_only_read_is_trusted() => Assert.Null(TrustedFiles.ExplainDistrust(_file));

    [Fact]
    public void A_file_of_root_is_trusted() => Assert.Null(TrustedFiles.ExplainDistrust("/etc/passwd"));

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_that_others_may_write_is_not_trusted(UnixFileMode right)
    {
        File.SetUnixFileMode(_file, OwnFile | right);
        Assert.Equal($"other users may write to {_file}", TrustedFiles.ExplainDistrust(_file));
    }

    [Fact]
    public void A_file_in_a_folder_that_others_may_write_is_not_trusted()
    {
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.OtherWrite);
        Assert.Equal($"other users may write to {_folder}", TrustedFiles.ExplainDistrust(_file));
    }

    [Fact]
    public void A_link_is_not_trusted()
    {
        var link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, _file);
        Assert.Equal($"{link} is a symbolic link", TrustedFiles.ExplainDistrust(link));
    }

    [Fact]
    public void A_file_of_another_user_is_not_trusted()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "only root can give a file away");
        using var change = System.Diagnostics.Process.Start("chown", ["65534", _file]);
        change.WaitForExit();
        Assert.Equal($"{_file} belongs to another user (id 65534)", TrustedFiles.ExplainDistrust(_file));
    }
}
