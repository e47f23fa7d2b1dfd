using System.Runtime.Versioning;
using Wasmill.Server.Home;
using Wasmill.Server.Processes;
using Wasmill.Storage;

namespace Wasmill.Server.Tests.Home;

[UnsupportedOSPlatform("windows")]
public sealed class BrokerFolderTests : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private readonly string _root = Directory.CreateTempSubdirectory("wasmill-folder-").FullName;

    private string Home => Path.Combine(_root, "home");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_new_broker_is_for_its_user_alone()
    {
        Make("b");
        new WasmillHome(Home).SetCurrent("b");

        var entries = Directory.GetFileSystemEntries(Home, "*", SearchOption.AllDirectories);
        Assert.Contains(Path.Combine(Home, "b", "token"), entries);
        Assert.All(entries, path => Assert.Equal(Directory.Exists(path) ? OwnerFolder : OwnerFile, File.GetUnixFileMode(path)));
    }

    [Fact]
    public async Task A_broker_that_starts_on_an_open_folder_closes_it_and_says_how_much_was_open_once()
    {
        await using var broker = await RunningBroker.StartAsync();
        await broker.StopAsync();
        var token = Path.Combine(broker.Folder.Path, "token");
        File.SetUnixFileMode(token, OwnerFile | UnixFileMode.OtherRead);
        File.SetUnixFileMode(broker.Folder.Path, OwnerFolder | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        await broker.RestartAsync();
        Assert.Equal((OwnerFile, OwnerFolder), (File.GetUnixFileMode(token), File.GetUnixFileMode(broker.Folder.Path)));
        await broker.StopAsync();
        await broker.RestartAsync();

        var lines = await File.ReadAllLinesAsync(broker.Folder.LogPath, TestContext.Current.CancellationToken);
        Assert.EndsWith($"2 files and folders in {broker.Folder.Path} were open to other users; they are private now", Assert.Single(lines, line => line.Contains("open to other users", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_home_that_is_a_link_gets_no_broker()
    {
        Directory.CreateDirectory(Path.Combine(_root, "real"));
        File.CreateSymbolicLink(Home, Path.Combine(_root, "real"));

        var error = Assert.Throws<UnsafeFolderException>(() => Make("b"));

        Assert.Contains("is a symbolic link to", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_root, "real")));
    }

    [Fact]
    public async Task A_broker_whose_folder_is_a_link_does_not_start()
    {
        await using var broker = await RunningBroker.StartAsync();
        await broker.StopAsync();
        Directory.Move(broker.Folder.Path, broker.Folder.Path + "-moved");
        File.CreateSymbolicLink(broker.Folder.Path, broker.Folder.Path + "-moved");

        var error = await Assert.ThrowsAsync<UnsafeFolderException>(broker.RestartAsync);

        Assert.StartsWith($"{broker.Folder.Path} is a symbolic link to {broker.Folder.Path}-moved", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deleted_broker_is_gone_with_what_an_interrupted_removal_left()
    {
        var home = new WasmillHome(Home);
        Make("kept");
        Make("half");
        Directory.Move(Path.Combine(Home, "half"), Path.Combine(Home, ".deleted-12345678"));
        Assert.Equal(["kept"], home.Brokers());
        Make("gone");

        home.Folder("gone").Delete();

        Assert.Equal([Path.Combine(Home, "kept")], Directory.GetFileSystemEntries(Home));
    }

    private void Make(string name)
        => new WasmillHome(Home).Folder(name).Create(new BrokerSettings($"127.0.0.1:{FreePort.Find()}", null, DateTimeOffset.UnixEpoch, new EngineSettings(EngineSettings.Log)));
}
