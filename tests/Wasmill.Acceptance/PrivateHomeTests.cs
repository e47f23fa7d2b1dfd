using System.Runtime.Versioning;

namespace Wasmill.Acceptance;

/// <summary>What the files of a broker let others do, whatever the umask.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateHomeTests
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_101_101;
    private const UnixFileMode EverybodyReads = (UnixFileMode)0b110_100_100;

    [Fact]
    public async Task Everything_that_a_broker_keeps_is_for_its_user_alone()
    {
        await using var busy = await BusyBroker.StartAsync();

        Assert.Empty(PrivateModes.FindOpen(busy.Tool.Home));
        Assert.Empty(PrivateModes.FindOpen(busy.AppState));
        Assert.Empty(PrivateModes.FindOpen(Tool.SharedCache));
        // It was there to be looked at.
        var names = Names(busy.Tool.Home).Concat(Names(busy.AppState)).ToHashSet();
        foreach (var name in (string[])[
            "broker.json", "flow.yaml", "token", "credentials.json", "process.json", "process.lock", "broker.log", "start.log", "context",
            "checkpoint", "sqlite_key_value.db",
        ])
            Assert.Contains(name, names);
        Assert.Contains(names, name => name.StartsWith("events-", StringComparison.Ordinal));
        Assert.Contains(names, name => name.StartsWith("dead-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_of_an_earlier_version_is_closed_at_the_next_start()
    {
        await using var busy = await BusyBroker.StartAsync();
        await busy.Tool.SucceedAsync("stop");
        var entries = new[] { busy.Tool.Home, Path.Combine(busy.Tool.Home, "context"), busy.Folder }
            .Concat(Directory.GetFileSystemEntries(busy.Folder, "*", SearchOption.AllDirectories))
            .ToList();
        foreach (var path in entries)
            File.SetUnixFileMode(path, Directory.Exists(path) ? Everybody : EverybodyReads);

        await busy.Tool.SucceedAsync("start");

        Assert.Empty(PrivateModes.FindOpen(busy.Tool.Home));
        var line = Assert.Single(
            await File.ReadAllLinesAsync(Path.Combine(busy.Folder, "logs", "broker.log"), TestContext.Current.CancellationToken),
            line => line.Contains("open to other users", StringComparison.Ordinal));
        Assert.EndsWith(
            $"{entries.Count} files and folders in {busy.Folder} were open to other users; they are private now",
            line,
            StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(string folder)
        => Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path));
}
