using System.CommandLine;
using System.CommandLine.Invocation;
using Wasmill.Output;

namespace Wasmill.CommandLine;

/// <summary>The whole program: parses the arguments and runs one command.</summary>
internal static class WasmillProgram
{
    /// <summary>Runs a command line and gives its exit code.</summary>
    public static Task<int> RunAsync(string[] arguments) => RunAsync(arguments, new ProcessTerminal());

    /// <summary>Runs a command line on a given terminal.</summary>
    public static async Task<int> RunAsync(string[] arguments, ITerminal terminal)
    {
        var root = Commands.RootCommandFactory.Create(terminal);
        var parsed = root.Parse(arguments);
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            // A command that stops a server politely needs longer than the library's two seconds.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        };

        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
            return ReportUsage(parsed, terminal, configuration);

        return await parsed.InvokeAsync(configuration);
    }

    private static int ReportUsage(ParseResult parsed, ITerminal terminal, InvocationConfiguration configuration)
    {
        var action = (ParseErrorAction)parsed.Action!;
        action.ShowHelp = false;
        parsed.Invoke(configuration);

        var path = new List<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
            path.Insert(0, result.Command.Name);
        terminal.Error.WriteLine($"Run \"{string.Join(' ', path)} --help\" for usage and examples.");
        return ExitCodes.Usage;
    }
}
