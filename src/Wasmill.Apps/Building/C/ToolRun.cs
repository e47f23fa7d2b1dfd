using System.ComponentModel;
using System.Diagnostics;

namespace Wasmill.Apps.Building.C;

// Tested by: CBuilderTests
/// <summary>What a tool came to that ran to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a tool.</summary>
    /// <param name="tool">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="BuildException">It cannot be started.</exception>
    public static async Task<ToolRun> RunAsync(string tool, IEnumerable<string> arguments, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(tool, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return new ToolRun(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new BuildException($"{start.FileName} could not be started");
        }
        catch (Win32Exception error)
        {
            throw new BuildException($"{start.FileName} could not be started: {error.Message}", error);
        }
    }
}
