using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;

namespace Wasmill.Acceptance;

/// <summary>Another user of the machine, who knows where a broker's files are and at which address it listens.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OtherUserTests
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_101_101;
    private const UnixFileMode EverybodyReads = (UnixFileMode)0b110_100_100;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_user_can_neither_read_nor_list_nor_lock_anything_of_a_broker(bool opensFolders)
    {
        Assert.SkipUnless(await RunAsAnotherAsync("true") == 0, "only root can act as another user, with setpriv");
        await using var busy = await BusyBroker.StartAsync();
        MakeReachable(busy.Tool.Folder);
        var outside = Directory.CreateDirectory(Path.Combine(busy.Tool.Folder, "outside"), Everybody).FullName;
        var readable = Path.Combine(outside, "readable");
        await File.WriteAllTextAsync(readable, "for everybody", Cancel);
        File.SetUnixFileMode(readable, EverybodyReads);
        // What fails below fails for the right reason.
        Assert.Equal(0, await RunAsAnotherAsync("cat", readable));
        Assert.Equal(0, await RunAsAnotherAsync("ls", outside));
        Assert.Equal(0, await RunAsAnotherAsync("flock", "-n", readable, "true"));

        var folders = Directory.GetDirectories(busy.Tool.Home, "*", SearchOption.AllDirectories).Append(busy.Tool.Home).ToList();
        var files = Directory.GetFiles(busy.Tool.Home, "*", SearchOption.AllDirectories);
        foreach (var folder in folders)
            Assert.NotEqual(0, await RunAsAnotherAsync("ls", folder));
        // Each file by its own mode as well: somebody may have opened the folders around it.
        foreach (var folder in opensFolders ? folders : [])
            File.SetUnixFileMode(folder, Everybody);
        Assert.Contains(Path.Combine(busy.Folder, "process.lock"), files);
        foreach (var file in files)
        {
            Assert.NotEqual(0, await RunAsAnotherAsync("cat", file));
            Assert.NotEqual(0, await RunAsAnotherAsync("flock", "-n", file, "true"));
        }

        // The next start closes them again, and nobody holds its lock.
        await busy.Tool.SucceedAsync("start", "--restart");
        Assert.Empty(PrivateModes.FindOpen(busy.Tool.Home));
    }

    [Fact]
    public async Task Who_cannot_read_the_token_gets_nothing_from_the_API()
    {
        await using var busy = await BusyBroker.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{busy.Port}/") };
        foreach (var path in (string[])[
            "api/status", "api/flow", "api/events?last=10", "api/deadletters", "api/deadletters/1", "api/trace/1",
        ])
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(path, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PutAsync("api/flow", new StringContent("{}"), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PostAsync("api/stop", null, Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_home_of_another_user_is_refused()
    {
        Assert.SkipUnless(await RunAsAnotherAsync("true") == 0, "only root can act as another user, with setpriv");
        await using var tool = Tool.Create();
        Directory.CreateDirectory(tool.Home, PrivateOwner);
        Assert.Equal(0, await RunAsync("chown", ["65534", tool.Home]));

        var refused = (await tool.RunAsync("create", "broker", "b")).Failed();

        Assert.Contains(
            $"{tool.Home} belongs to another user (id 65534; this process has id 0), who could read and change it",
            refused.Error,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(tool.Home));
    }

    private const UnixFileMode PrivateOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // The folder of the test is closed by itself; what is above it must let others through for the test to mean anything.
    private static void MakeReachable(string folder)
    {
        File.SetUnixFileMode(folder, Everybody);
        for (var above = Directory.GetParent(folder); above is not null; above = above.Parent)
            Assert.SkipUnless(
                above.UnixFileMode.HasFlag(UnixFileMode.OtherExecute),
                $"{above} lets no other user through: set TMPDIR to a folder that does");
    }

    private static Task<int> RunAsAnotherAsync(params string[] command)
        => RunAsync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "--", .. command]);

    private static async Task<int> RunAsync(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
            await process.WaitForExitAsync(Cancel);
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
