using System.Diagnostics;
using System.Globalization;
using Wasmill.Client.Home;

namespace Wasmill.Client.Processes;

// Tested by: StopCommandTests, LifeCycleTests
/// <summary>Starts and stops brokers in the background.</summary>
public static class BrokerProcess
{
    /// <summary>The hidden command that a background process runs: <c>wasmill broker-process NAME</c>.</summary>
    public const string Command = "broker-process";

    /// <summary>The line that the process writes to standard output when it is serving, followed by its address.</summary>
    public const string ServesAt = "serves at ";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts a broker in the background and waits until it is serving.</summary>
    /// <returns>Its address.</returns>
    /// <exception cref="ServerException">The broker does not start; the message has the reason.</exception>
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
            // A canceled start, also by Ctrl-C, must not leave a running process behind.
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            if (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new ServerException($"the broker \"{folder.Name}\" did not start serving within {StartLimit.TotalSeconds} s");
            throw;
        }
    }

    // The process writes its address to standard output or its error to standard error: unlike files, pipes work on a full disk.
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

    /// <summary>Stops a broker; kills its process if it has not stopped after twenty seconds.</summary>
    /// <param name="folder">The broker's folder.</param>
    /// <param name="time">The clock of the timeout.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>False when the broker was not running.</returns>
    public static async Task<bool> StopAsync(BrokerFolder folder, TimeProvider time, CancellationToken cancellationToken)
    {
        if (folder.FindProcess() is not { } running)
            return false;
        using (var client = AdminClient.TryConnect(folder))
        {
            if (client is not null)
                await client.StopAsync(cancellationToken);
        }

        var asked = time.GetTimestamp();
        while (folder.IsLocked())
        {
            if (time.GetElapsedTime(asked) > StopLimit)
            {
                using var process = Process.GetProcessById(running.ProcessId);
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(cancellationToken);
                break;
            }

            await Task.Delay(Poll, time, cancellationToken);
        }

        return true;
    }

    private static Process Launch(string name)
    {
        var start = new ProcessStartInfo(SelfExecutable.CommandLine[0])
        {
            WorkingDirectory = Path.GetPathRoot(Environment.CurrentDirectory),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var word in SelfExecutable.CommandLine.Skip(1))
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
            ? string.Create(CultureInfo.InvariantCulture, $"its process ended with code {exitCode} without an error message")
            : string.Join('\n', lines.TakeLast(20)).Replace("Error: ", "", StringComparison.Ordinal);
    }
}
