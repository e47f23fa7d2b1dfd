using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.CommandLine.Synonyms;
using Wasmill.CommandLine.Usage;

namespace Wasmill.Commands.SeeItWork;

/// <summary><c>wasmill help [COMMAND...]</c>.</summary>
internal sealed class HelpCommand : WasmillCommand
{
    private readonly Argument<string[]> _words = new("command")
    {
        HelpName = "COMMAND",
        Arity = ArgumentArity.ZeroOrMore,
        Description = "the words of a command (default: list all commands)",
    };

    public HelpCommand(CommandContext context) : base(context, "help", "Show the help of a command") => Add(_words);

    public override IReadOnlyList<string> Examples => ["wasmill help", "wasmill help create trigger"];

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var root = (RootCommand)parsed.RootCommandResult.Command;
        var line = ReadCommandLine.Of(root, [.. parsed.GetValue(_words) ?? [], "--help"]);
        return line.Problem is { } problem
            ? Task.FromResult(UsageReport.Write(Terminal, problem, asJson: false))
            : line.Parsed.InvokeAsync(parsed.InvocationConfiguration, cancellationToken);
    }
}
