using System.Diagnostics;
using System.Globalization;
using Wasmill.Server.Home;
using Wasmill.Server.Hosting;
using Wasmill.Server.Native;
using Wasmill.Storage;

namespace Wasmill.Server.Processes;

/// <summary>Starts and stops brokers in the background.</summary>
public static class BrokerProcess
{
    /// <summary>The hidden command that a background process runs: <c>wasmill broker-process NAME</c>.</summary>
    public const string Command = "broker-process";

    private const string ServesAt = "serves at ";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts a broker in the background and waits until it serves.</summary>
    /// <returns>Its address.</returns>
    /// <exception cref="ServerException">It does not come up; the message has the reason.</exception>
    public static async Task<string> StartAsync(BrokerFolder folder, CancellationToken cancellationToken)
    {
        using var process = Launch(folder.Name);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(StartLimit);
            return await WaitAsync(folder, process, limit.Token);
        }
        catch (Exception error)
        {
            // Whoever gave up, also by Ctrl-C, must not leave a process behind that serves what nobody asked for any more.
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            if (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new ServerException($"the broker \"{folder.Name}\" did not serve within {StartLimit.TotalSeconds} s");
            throw;
        }
    }

    // The process says on its standard output that it serves, and on its standard error why it does not: pipes need no room on a disk.
    private static async Task<string> WaitAsync(BrokerFolder folder, Process process, CancellationToken cancellationToken)
    {
        var said = process.StandardError.ReadToEndAsync(cancellationToken);
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(ServesAt, StringComparison.Ordinal))
                return line[ServesAt.Length..];
        }

        await process.WaitForExitAsync(cancellationToken);
        throw new ServerException($"the broker \"{folder.Name}\" did not start: {LastLines(await said, process.ExitCode)}");
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

    /// <summary>What the hidden command does: serve until a signal or the API says stop. Once it serves, it says so on its standard output, and keeps away from whoever started it.</summary>
    /// <param name="folder">The broker's folder.</param>
    /// <param name="cacheFolder">Where compiled functions are kept.</param>
    /// <param name="output">The process's standard output.</param>
    /// <param name="cancellationToken">Asks for the stop.</param>
    public static Task ServeAsync(BrokerFolder folder, string cacheFolder, TextWriter output, CancellationToken cancellationToken)
    {
        Session.Leave();
        return BrokerServer.RunAsync(
            new BrokerServerOptions
            {
                Folder = folder,
                CacheFolder = cacheFolder,
                Ready = url =>
                {
                    output.WriteLine(ServesAt + url);
                    output.Flush();
                    StandardStreams.MoveTo(MakeStartLog(folder));
                },
            },
            cancellationToken);
    }

    // Gets what the runtime says of a crash.
    private static string MakeStartLog(BrokerFolder folder)
    {
        var path = Path.Combine(folder.Path, "logs", "start.log");
        try
        {
            PrivateFiles.Open(path, FileMode.Create, FileAccess.Write).Dispose();
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error) && FailedWrites.EffectOf(WriteKind.LogLine, error) == FailureEffect.Degrade)
        {
            // Without the file it goes nowhere.
        }

        return path;
    }

    private static Process Launch(string name)
    {
        var start = new ProcessStartInfo(OwnProgram.CommandLine[0])
        {
            WorkingDirectory = Path.GetPathRoot(Environment.CurrentDirectory),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var word in OwnProgram.CommandLine.Skip(1))
            start.ArgumentList.Add(word);
        start.ArgumentList.Add(Command);
        start.ArgumentList.Add(name);
        var process = Process.Start(start) ?? throw new ServerException($"{start.FileName} could not be started");
        process.StandardInput.Close();
        return process;
    }

    private static string LastLines(string text, int exitCode)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"its process ended with code {exitCode} and gave no reason")
            : string.Join('\n', lines.TakeLast(20)).Replace("Error: ", "", StringComparison.Ordinal);
    }
}
