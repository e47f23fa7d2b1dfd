using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Wasmill.Storage.Tests;

[UnsupportedOSPlatform("windows")]
public sealed partial class PrivateFoldersTests : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const UnixFileMode Everybody = (UnixFileMode)0b111_101_101;
    private const UnixFileMode EverybodyReads = (UnixFileMode)0b110_100_100;
    private readonly string _folder;

    public PrivateFoldersTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        _folder = Directory.CreateTempSubdirectory("wasmill-tighten-").FullName;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_open_to_others_is_closed_and_counted_once()
    {
        var broker = MakeFolder("broker", Everybody);
        MakeFolder("broker/log", Everybody);
        MakeFile("broker/log/events.seg", EverybodyReads);
        MakeFile("broker/token", OwnerFile);
        MakeFile("broker/script", (UnixFileMode)0b100_111_101_101);

        Assert.Equal(4, PrivateFolders.Tighten(broker, recursive: true, "WASMILL_HOME"));

        Assert.Equal(OwnerFolder, File.GetUnixFileMode(broker));
        Assert.Equal(OwnerFolder, File.GetUnixFileMode(In("broker/log")));
        Assert.Equal(OwnerFile, File.GetUnixFileMode(In("broker/log/events.seg")));
        Assert.Equal(OwnerFolder, File.GetUnixFileMode(In("broker/script")));
        Assert.Equal(0, PrivateFolders.Tighten(broker, recursive: true, "WASMILL_HOME"));
    }

    [Fact]
    public void What_is_open_is_found_and_left_as_it_is()
    {
        var home = MakeFolder("found", OwnerFolder);
        MakeFolder("found/broker", OwnerFolder);
        MakeFile("found/broker/token", OwnerFile);
        File.CreateSymbolicLink(In("found/link"), "/");
        Assert.Null(PrivateFolders.FindOpen(home));

        File.SetUnixFileMode(In("found/broker/token"), EverybodyReads);
        Assert.Equal(new OpenPath(In("found/broker/token"), null), PrivateFolders.FindOpen(home));
        Assert.Equal(EverybodyReads, File.GetUnixFileMode(In("found/broker/token")));

        File.SetUnixFileMode(home, Everybody);
        Assert.Equal(new OpenPath(home, null), PrivateFolders.FindOpen(home));
    }

    [Fact]
    public void Without_recursion_only_the_folder_itself_is_closed()
    {
        var home = MakeFolder("home", Everybody);
        MakeFile("home/context", EverybodyReads);

        Assert.Equal(1, PrivateFolders.Tighten(home, recursive: false, "WASMILL_HOME"));

        Assert.Equal(EverybodyReads, File.GetUnixFileMode(In("home/context")));
    }

    [Fact]
    public void A_file_alone_is_closed_and_what_a_link_leads_to_is_not()
    {
        var home = MakeFolder("home", Everybody);
        MakeFile("home/context", EverybodyReads);
        MakeFile("elsewhere", EverybodyReads);
        File.CreateSymbolicLink(In("home/link"), In("elsewhere"));

        Assert.Equal(1, PrivateFolders.TightenFile(In("home/context"), "WASMILL_HOME"));
        Assert.Equal(0, PrivateFolders.TightenFile(In("home/context"), "WASMILL_HOME"));
        Assert.Equal(0, PrivateFolders.TightenFile(In("home/link"), "WASMILL_HOME"));
        Assert.Equal(0, PrivateFolders.TightenFile(In("home/nothing"), "WASMILL_HOME"));

        Assert.Equal(
            (OwnerFile, EverybodyReads, Everybody),
            (File.GetUnixFileMode(In("home/context")), File.GetUnixFileMode(In("elsewhere")), File.GetUnixFileMode(home)));
    }

    [Fact]
    public void What_a_link_in_the_folder_leads_to_keeps_its_mode()
    {
        var broker = MakeFolder("broker", Everybody);
        MakeFolder("elsewhere", Everybody);
        MakeFile("elsewhere/file", EverybodyReads);
        File.CreateSymbolicLink(In("broker/folder"), In("elsewhere"));
        File.CreateSymbolicLink(In("broker/file"), In("elsewhere/file"));
        File.CreateSymbolicLink(In("broker/dangling"), In("nowhere"));

        Assert.Equal(1, PrivateFolders.Tighten(broker, recursive: true, "WASMILL_HOME"));

        Assert.Equal(Everybody, File.GetUnixFileMode(In("elsewhere")));
        Assert.Equal(EverybodyReads, File.GetUnixFileMode(In("elsewhere/file")));
    }

    [Fact]
    public void A_folder_that_is_a_link_is_refused_with_the_way_to_mend_it()
    {
        MakeFolder("real", Everybody);
        File.CreateSymbolicLink(In("home"), In("real"));

        var error = Assert.Throws<UnsafeFolderException>(() => PrivateFolders.Tighten(In("home"), recursive: false, "WASMILL_HOME"));

        Assert.Equal(
            $"{In("home")} is a symbolic link to {In("real")}, which could be replaced; "
                + "move the folder itself there, or set its real path with WASMILL_HOME",
            error.Message);
        Assert.Equal(Everybody, File.GetUnixFileMode(In("real")));
    }

    [Theory]
    [InlineData("broker")]
    [InlineData("broker/log/events.seg")]
    public void What_belongs_to_another_user_is_refused_by_name(string foreign)
    {
        var broker = MakeFolder("broker", Everybody);
        MakeFolder("broker/log", Everybody);
        MakeFile("broker/log/events.seg", EverybodyReads);
        Assert.SkipUnless(ChangeOwner(In(foreign), 65534, 65534) == 0, "only root can give files to another user");

        var error = Assert.Throws<UnsafeFolderException>(() => PrivateFolders.Tighten(broker, recursive: true, "WASMILL_HOME"));

        Assert.StartsWith(
            $"{In(foreign)} belongs to another user (id 65534; this process has id ", error.Message, StringComparison.Ordinal);
        Assert.Equal(foreign == "broker", PrivateFolders.IsOwn(In("broker/log")) && !PrivateFolders.IsOwn(broker));
    }

    private string In(string name) => Path.Combine(_folder, name);

    private string MakeFolder(string name, UnixFileMode mode)
    {
        Directory.CreateDirectory(In(name));
        File.SetUnixFileMode(In(name), mode);
        return In(name);
    }

    private void MakeFile(string name, UnixFileMode mode)
    {
        File.WriteAllText(In(name), name);
        File.SetUnixFileMode(In(name), mode);
    }

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint owner, uint group);
}
