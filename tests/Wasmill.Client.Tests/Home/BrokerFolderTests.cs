using System.Runtime.Versioning;
using Wasmill.Broker.Engines.Providers;
using Wasmill.Client.Home;
using Wasmill.Client.Processes;
using Wasmill.Storage;

namespace Wasmill.Client.Tests.Home;

[UnsupportedOSPlatform("windows")]
public sealed class BrokerFolderTests : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private readonly string _root = Directory.CreateTempSubdirectory("wasmill-folder-").FullName;

    private string HomeFolder => Path.Combine(_root, "home");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_new_broker_is_for_its_user_alone()
    {
        Make("b");
        new WasmillHome(HomeFolder).SetCurrent("b");

        var entries = Directory.GetFileSystemEntries(HomeFolder, "*", SearchOption.AllDirectories);
        Assert.Contains(Path.Combine(HomeFolder, "b", "token"), entries);
        Assert.All(entries, path => Assert.Equal(Directory.Exists(path) ? OwnerFolder : OwnerFile, File.GetUnixFileMode(path)));
    }

    [Fact]
    public void Other_settings_leave_the_flow_as_it_is()
    {
        var folder = new WasmillHome(HomeFolder).Folder("b");
        Make("b");
        File.WriteAllText(Path.Combine(folder.Path, "flow.yaml"), "a flow");
        folder.Update(folder.ReadSettings() with { LogFormat = LogFormatNames.Json });
        Assert.Equal(
            (LogFormatNames.Json, "a flow"), (folder.ReadSettings().LogFormat, File.ReadAllText(Path.Combine(folder.Path, "flow.yaml"))));
    }

    [Fact]
    public void A_home_that_is_a_link_gets_no_broker()
    {
        Directory.CreateDirectory(Path.Combine(_root, "real"));
        File.CreateSymbolicLink(HomeFolder, Path.Combine(_root, "real"));

        var error = Assert.Throws<UnsafeFolderException>(() => Make("b"));

        Assert.Contains("is a symbolic link to", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_root, "real")));
    }

    [Fact]
    public void A_deleted_broker_is_gone_with_what_an_interrupted_removal_left()
    {
        var home = new WasmillHome(HomeFolder);
        Make("kept");
        Make("half");
        Directory.Move(Path.Combine(HomeFolder, "half"), Path.Combine(HomeFolder, ".deleted-12345678"));
        Assert.Equal(["kept"], home.Brokers());
        Make("gone");

        home.Folder("gone").Delete();

        Assert.Equal([Path.Combine(HomeFolder, "kept")], Directory.GetFileSystemEntries(HomeFolder));
    }

    private void Make(string name)
        => new WasmillHome(HomeFolder).Folder(name).Create(
            new BrokerSettings($"127.0.0.1:{FreePort.Find()}", null, DateTimeOffset.UnixEpoch, new EngineSettings("log")));
}
