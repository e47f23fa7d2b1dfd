using System.Diagnostics;

namespace Wasmill.FunctionBench.Suites;

/// <summary>A part of the benchmark in its own process.</summary>
internal static class ChildProcess
{
    /// <summary>Runs this program with other arguments and returns its output.</summary>
    /// <exception cref="InvalidOperationException">The process failed.</exception>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, [typeof(ChildProcess).Assembly.Location, .. arguments])
            {
                RedirectStandardOutput = true,
            })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
