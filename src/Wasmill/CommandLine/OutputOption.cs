using System.CommandLine;

namespace Wasmill.CommandLine;

/// <summary><c>-o json</c>. A type of its own, because <c>-o</c> of <c>wasmill new</c> means a folder.</summary>
internal sealed class OutputOption : ChoiceOption
{
    private const string Json = "json";

    /// <summary>Creates the option.</summary>
    /// <param name="others">Formats other than text and JSON.</param>
    public OutputOption(params string[] others) : base("--output", ["text", .. others, Json], "-o")
    {
        Description = "format of the output, and of errors";
        DefaultValueFactory = _ => "text";
    }

    /// <summary>Indicates whether a command line asks for JSON, even one with mistakes.</summary>
    public static bool IsJson(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Options.OfType<OutputOption>().FirstOrDefault() is { } option)
            return parsed.GetResult(option)?.Tokens is [.., { Value: Json }];
        // A command that does not exist has no options.
        var words = parsed.Tokens.Select(token => token.Value).ToList();
        return command.Subcommands.Count > 0
            && words.Index().Any(word => word.Item is "--output=json" or "-o=json"
                || word.Item is "--output" or "-o" && words.ElementAtOrDefault(word.Index + 1) == Json);
    }
}
