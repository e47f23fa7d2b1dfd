using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.CommandLine.Completion;
using Wasmill.Errors;

namespace Wasmill.Commands.Shell;

// Tested by: CompletionTests
/// <summary>The hidden command that the completion scripts call: a candidate a line, with its description after a tab.</summary>
internal sealed class CompleteCommand : WasmillCommand
{
    // A line of its own that means: complete the name of a file.
    private const string Files = ":files";

    private readonly Argument<string[]> _words = new("words")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "the words after the program's name, up to the cursor",
    };
    private readonly Option<string?> _line = new("--line") { Description = "the command line up to the cursor, instead of its words" };

    public CompleteCommand(CommandContext context) : base(context, "complete", "List the words that complete a command line")
    {
        Hidden = true;
        Add(_words);
        Add(_line);
    }

    public override IReadOnlyList<string> Examples => ["wasmill complete -- create tri"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string[] words = parsed.GetValue(_line) is { } line
            ? [.. LineWords.Split(line).Skip(1)]
            : parsed.GetValue(_words) ?? [];
        var completer = new Completer(parsed.RootCommandResult.Command, Context);
        if (words.Length > 0)
        {
            var candidates = await completer.CompleteAsync(words, cancellationToken);
            foreach (var candidate in candidates ?? [])
                Terminal.Out.WriteLine($"{candidate.Word}\t{candidate.Description}");
            if (candidates is null)
                Terminal.Out.WriteLine(Files);
        }

        return ExitCodes.Success;
    }
}
