using System.CommandLine;
using Wasmill.Client.Home;
using Wasmill.Client.Processes;
using Wasmill.CommandLine;
using Wasmill.CommandLine.Synonyms;
using Wasmill.CommandLine.Usage;
using Wasmill.Errors;
using Wasmill.Output;
using Wasmill.Server.Supervision;

namespace Wasmill;

/// <summary>The whole program: parses the arguments and runs one command.</summary>
internal static class WasmillProgram
{
    /// <summary>Runs a command line and returns its exit code.</summary>
    public static Task<int> RunAsync(string[] arguments)
    {
        var context = new CommandContext
        {
            Terminal = new ProcessTerminal(),
            Home = WasmillHome.Default(),
            CacheFolder = WasmillHome.CacheFolder(),
            Time = TimeProvider.System,
            StartBroker = BrokerProcess.StartAsync,
            Service = ServiceEnvironment.Take(),
            // A terminal sends SIGHUP when it is closed.
            HangUp = Console.IsInputRedirected ? HangUpAction.Reload : HangUpAction.Stop,
            Program = SelfExecutable.CommandLine,
        };
        return RunAsync(arguments, context, CancellationToken.None);
    }

    /// <summary>Runs a command line in a context that the program or a test has chosen.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="context">What commands use of the process.</param>
    /// <param name="cancellationToken">Ends the command, as Ctrl-C does.</param>
    /// <returns>The exit code, one of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, CommandContext context, CancellationToken cancellationToken)
    {
        var terminal = context.Terminal;
        var root = RootCommandFactory.Create(context, context.Kinds);
        var line = ReadCommandLine.Of(root, arguments);
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            // A graceful stop of a server needs longer than the library's two seconds.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        };

        return line.Problem is { } problem
            ? UsageReport.Write(terminal, problem, OutputOption.IsJson(line.Parsed))
            : await line.Parsed.InvokeAsync(configuration, cancellationToken);
    }
}
