using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.CommandLine.Usage;

// Tested by: UsageTests
/// <summary>Reports a mistake in a command line.</summary>
internal static class UsageReport
{
    /// <summary>Writes the mistake and where to read on.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(ITerminal terminal, UsageProblem problem, bool asJson)
    {
        ErrorReport.Write(terminal, new ErrorRow(ErrorCodes.Usage, problem.Message), asJson);
        if (!asJson)
            terminal.Error.WriteLine($"Run \"{CommandPath.Of(problem.Command)} --help\" for usage and examples.");
        return ExitCodes.Usage;
    }
}
