using System.Diagnostics;
using Wasmill.Server.Home;
using Wasmill.Server.Hosting;
using Wasmill.Server.Native;
using Wasmill.Storage;

namespace Wasmill.Server.Processes;

/// <summary>Starts and stops brokers in the background.</summary>
public static class BrokerProcess
{
    /// <summary>The hidden command that a background process runs: <c>wasmill broker-process NAME INSTANCE</c>.</summary>
    public const string Command = "broker-process";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts a broker in the background and waits until it serves.</summary>
    /// <returns>Its address.</returns>
    /// <exception cref="ServerException">It does not come up; the message has the end of its output.</exception>
    public static async Task<string> StartAsync(BrokerFolder folder, CancellationToken cancellationToken)
    {
        var instance = Guid.NewGuid().ToString("N");
        var output = Path.Combine(folder.Path, "logs", "start.log");
        // Before the shell does, which would give it the user's own mode.
        await PrivateFiles.Open(output, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite).DisposeAsync();
        using var process = Launch(folder.Name, instance, output);
        try
        {
            return await WaitAsync(folder, instance, process, output, cancellationToken);
        }
        catch
        {
            // Whoever gave up, also by Ctrl-C, must not leave a process behind that serves what nobody asked for any more.
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private static async Task<string> WaitAsync(BrokerFolder folder, string instance, Process process, string output, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (folder.FindProcess() is { } running && running.Instance == instance)
                return running.Url;
            if (process.HasExited)
                throw new ServerException($"the broker \"{folder.Name}\" did not start: {ReadTail(output)}");
            if (Stopwatch.GetElapsedTime(started) > StartLimit)
                throw new ServerException($"the broker \"{folder.Name}\" did not serve within {StartLimit.TotalSeconds} s: {ReadTail(output)}");

            // Another process's file cannot be awaited.
            await Task.Delay(Poll, cancellationToken);
        }
    }

    /// <summary>Stops a broker: asks it, and after twenty seconds ends it.</summary>
    /// <returns>False when it did not run.</returns>
    public static async Task<bool> StopAsync(BrokerFolder folder, CancellationToken cancellationToken)
    {
        if (folder.FindProcess() is not { } running)
            return false;
        using (var client = AdminClient.TryConnect(folder))
        {
            if (client is not null)
                await client.StopAsync(cancellationToken);
        }

        var asked = Stopwatch.GetTimestamp();
        while (folder.IsLocked())
        {
            if (Stopwatch.GetElapsedTime(asked) > StopLimit)
            {
                using var process = Process.GetProcessById(running.ProcessId);
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(cancellationToken);
                break;
            }

            await Task.Delay(Poll, cancellationToken);
        }

        return true;
    }

    /// <summary>What the hidden command does: serve until a signal or the API says stop.</summary>
    public static Task ServeAsync(BrokerFolder folder, string instance, string cacheFolder, CancellationToken cancellationToken)
    {
        Session.Leave();
        return BrokerServer.RunAsync(new BrokerServerOptions { Folder = folder, CacheFolder = cacheFolder, Instance = instance }, cancellationToken);
    }

    // The shell gives the child a file as its output before it becomes the child: a pipe of ours would end with us, and keep whoever reads our own output waiting.
    private static Process Launch(string name, string instance, string output)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Path.GetPathRoot(output) };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("out=$1; shift; exec \"$@\" </dev/null >\"$out\" 2>&1");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(output);
        foreach (var word in OwnProgram.CommandLine)
            start.ArgumentList.Add(word);
        start.ArgumentList.Add(Command);
        start.ArgumentList.Add(name);
        start.ArgumentList.Add(instance);
        return Process.Start(start) ?? throw new ServerException("/bin/sh could not be started");
    }

    private static string ReadTail(string path)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        return lines.Length == 0 ? "it said nothing" : string.Join('\n', lines.TakeLast(20)).Replace("Error: ", "", StringComparison.Ordinal);
    }
}
