using System.ComponentModel;
using System.Diagnostics;

namespace Wasmill.Apps.Building.C;

// Tested by: CBuilderTests
/// <summary>The result of a tool that ran to its end.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">The standard output.</param>
/// <param name="Error">The standard error.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a tool.</summary>
    /// <param name="tool">The path of the tool.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="cancellationToken">Kills the tool.</param>
    /// <exception cref="BuildException">The tool cannot be started.</exception>
    public static async Task<ToolRun> RunAsync(
        string tool, IEnumerable<string> arguments, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
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
