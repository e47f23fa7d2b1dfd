using System.Diagnostics;
using System.Globalization;
using Wasmill.Bench.Processes;

namespace Wasmill.Bench.Profiling;

/// <summary>Samples the call stacks of a process with perf, by processor time.</summary>
internal sealed class PerfRecorder(string folder)
{
    // Not 1,000: in step with a timer of the program, it would always see the same moment.
    private const int PerSecond = 997;

    /// <summary>Returns the reason why perf cannot sample on this machine; null if it can.</summary>
    public async Task<string?> ExplainAsync()
    {
        if (!Programs.Has("perf"))
            return "perf is not installed (Debian package linux-perf)";
        try
        {
            await RecordAsync(Environment.ProcessId, TimeSpan.FromSeconds(0.1));
            return null;
        }
        catch (InvalidOperationException error)
        {
            return error.Message;
        }
    }

    /// <summary>Samples a process.</summary>
    /// <param name="process">The process. Its methods have names if it was started with the environment that
    /// <see cref="Servers.SampledBrokerAsync"/> sets.</param>
    /// <param name="duration">The duration.</param>
    /// <exception cref="InvalidOperationException">perf cannot sample the process.</exception>
    public async Task<IReadOnlyList<StackSample>> RecordAsync(int process, TimeSpan duration)
    {
        var data = Path.Combine(folder, "perf.data");
        await RunAsync([
            "record", "-e", "cpu-clock", "-F", $"{PerSecond}", "-g", "-o", data, "-p", $"{process}", "--", "sleep",
            duration.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        ]);
        using var text = new StringReader(await RunAsync(["script", "-F", "comm,ip,sym,dso", "-i", data]));
        return [.. PerfScript.Read(text)];
    }

    private static async Task<string> RunAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("perf", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"perf {arguments[0]}: {(await error).Trim().Split('\n')[0]}");
    }
}
