using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Wasmill.Client.Home;
using Wasmill.Client.Processes;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Events;
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
        // By default the library expands "@FILE" to the words of the file; here it is a value of --variable.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            // A graceful stop of a server needs longer than the library's two seconds.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        };

        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction || MistakenOptions(parsed).Any())
            return ReportUsage(parsed, terminal);

        return await parsed.InvokeAsync(configuration, cancellationToken);
    }

    private static int ReportUsage(ParseResult parsed, ITerminal terminal)
    {
        var command = parsed.CommandResult.Command;
        foreach (var message in Messages(parsed, command).Distinct())
            ErrorReport.Write(terminal, message);

        var path = new List<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as CommandResult)
            path.Insert(0, result.Command is RootCommand ? "wasmill" : result.Command.Name);
        terminal.Error.WriteLine($"Run \"{string.Join(' ', path)} --help\" for usage and examples.");
        return ExitCodes.Usage;
    }

    // The parser takes an unknown option for an argument where one may stand: "describe --ouput json" would look for a broker of that name.
    private static IEnumerable<string> MistakenOptions(ParseResult parsed)
        => parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors
            ? parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
                .Where(token => token.Type == TokenType.Argument
                    && token.Value.TrimStart('-') is { Length: > 0 } rest
                    && rest.Length < token.Value.Length
                    && char.IsAsciiLetter(rest[0]))
                .Select(token => token.Value)
            : [];

    private static IEnumerable<string> Messages(ParseResult parsed, Command command)
    {
        var notUnderstood = parsed.UnmatchedTokens.Concat(MistakenOptions(parsed)).Distinct(StringComparer.Ordinal).ToList();
        foreach (var token in notUnderstood)
        {
            var known = token.StartsWith('-')
                ? command.Options.Where(option => !option.Hidden).Select(option => option.Name)
                : command.Subcommands.Where(child => !child.Hidden).Select(child => child.Name);
            var hint = Spelling.Closest(token, known) is { } guess ? $"; did you mean \"{guess}\"?" : "";
            yield return $"\"{token}\" is not {(token.StartsWith('-') ? "an option" : "understood")} here{hint}";
        }

        // Further errors only follow from a word that was not understood.
        if (notUnderstood.Count == 0)
        {
            foreach (var error in parsed.Errors)
                yield return error.Message == "Required command was not provided."
                    ? "a command is missing; use one of "
                        + $"{string.Join(", ", command.Subcommands.Where(child => !child.Hidden).Select(child => child.Name))}"
                    : error.Message;
        }
    }
}
