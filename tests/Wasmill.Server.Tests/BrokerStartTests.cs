using System.Runtime.Versioning;
using Wasmill.Storage;

namespace Wasmill.Server.Tests;

/// <summary>A broker that starts looks at its folder first.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class BrokerStartTests
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

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
        Assert.EndsWith(
            $"2 files and folders in {broker.Folder.Path} were open to other users; they are private now",
            Assert.Single(lines, line => line.Contains("open to other users", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_whose_folder_is_a_link_does_not_start()
    {
        await using var broker = await RunningBroker.StartAsync();
        await broker.StopAsync();
        Directory.Move(broker.Folder.Path, broker.Folder.Path + "-moved");
        File.CreateSymbolicLink(broker.Folder.Path, broker.Folder.Path + "-moved");

        var error = await Assert.ThrowsAsync<UnsafeFolderException>(broker.RestartAsync);

        Assert.StartsWith(
            $"{broker.Folder.Path} is a symbolic link to {broker.Folder.Path}-moved", error.Message, StringComparison.Ordinal);
    }
}
