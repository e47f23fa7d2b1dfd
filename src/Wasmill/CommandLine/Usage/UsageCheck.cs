using System.CommandLine;
using System.CommandLine.Parsing;
using Wasmill.Events;

namespace Wasmill.CommandLine.Usage;

// Tested by: UsageTests
/// <summary>Finds the mistake of a command line that is to be mended first. The others often only follow from it.</summary>
internal static class UsageCheck
{
    /// <summary>
    /// Finds the mistake; null if there is none: (1) the first word that nothing takes; (2) the first value that is not valid;
    /// (3) a command, an argument or an option that is missing.
    /// </summary>
    public static UsageProblem? Find(ParseResult parsed)
    {
        // 1
        if (FindWord(parsed) is { } word)
            return word;
        if (parsed.Errors.Count == 0 || parsed.Action is not System.CommandLine.Invocation.ParseErrorAction)
            return null;

        // 2
        var command = parsed.CommandResult.Command;
        var options = parsed.Errors.Select(error => OptionOf(error.SymbolResult)).OfType<OptionResult>().Where(option => !option.Implicit);
        if (options.FirstOrDefault(option => option.Tokens.Count > 0) is { } valued)
            return new UsageProblem(ValueProblem.Explain(valued), command);
        var arguments = parsed.Errors.Select(error => error.SymbolResult).OfType<ArgumentResult>()
            .Where(argument => argument.Parent is CommandResult)
            .ToList();
        if (arguments.Find(argument => argument.Tokens.Count > 0 && argument.Tokens.Count >= argument.Argument.Arity.MinimumNumberOfValues)
            is { } given)
            return new UsageProblem(ValueProblem.Explain(given), command);
        if (options.FirstOrDefault() is { } empty)
            return new UsageProblem(ValueProblem.Explain(empty), command);

        // 3
        return new UsageProblem(
            Missing(parsed, command) ?? string.Join(' ', parsed.Errors.Take(1).Select(error => error.Message)), command);
    }

    private static string? Missing(ParseResult parsed, Command command)
    {
        if (command.Subcommands.Count > 0 && command.Action is null)
            return $"\"{CommandPath.Of(command)}\" needs a command: "
                + string.Join(", ", CommandPath.Shown(command).Select(child => child.Name));
        if (command.Arguments.FirstOrDefault(argument =>
            (parsed.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues) is { } argument)
            return ValueProblem.Missing(argument);
        return command.Options.FirstOrDefault(
            option => option.Required && parsed.GetResult(option) is null or { Implicit: true }) is { } missing
            ? $"{missing.Name} is required: {missing.Description}"
            : null;
    }

    private static OptionResult? OptionOf(SymbolResult? result) => result as OptionResult ?? result?.Parent as OptionResult;

    private static UsageProblem? FindWord(ParseResult parsed)
    {
        var unmatched = parsed.UnmatchedTokens.ToHashSet(StringComparer.Ordinal);
        Command command = parsed.RootCommandResult.Command;
        foreach (var token in parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash))
        {
            if (token.Type == TokenType.Command)
            {
                command = command.Subcommands.FirstOrDefault(child => child.Name == token.Value || child.Aliases.Contains(token.Value))
                    ?? command;
                continue;
            }

            if (!command.TreatUnmatchedTokensAsErrors)
                return null;
            if (token.Type == TokenType.Argument && (unmatched.Contains(token.Value) || IsMistakenOption(token.Value)))
                return new UsageProblem(Unknown(command, token.Value), command);
        }

        return unmatched.Count > 0 && parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors
            ? new UsageProblem(Unknown(command, parsed.UnmatchedTokens[0]), command)
            : null;
    }

    // The parser takes an unknown option for an argument where one may stand: "describe --ouput json" would look for a broker of that name.
    private static bool IsMistakenOption(string word)
        => word.TrimStart('-') is { Length: > 0 } rest && rest.Length < word.Length && char.IsAsciiLetter(rest[0]);

    private static string Unknown(Command command, string word)
    {
        var path = CommandPath.Of(command);
        if (word.StartsWith('-'))
            return $"unknown option \"{word}\" of \"{path}\""
                + Hint(word, command.Options.Where(option => !option.Hidden).Select(option => option.Name));
        return command.Subcommands.Count == 0
            ? ValueProblem.Explain(command, word) ?? $"unexpected argument \"{word}\" of \"{path}\""
            : $"unknown command \"{path} {word}\"{Hint(word, CommandPath.Shown(command).Select(child => child.Name))}";
    }

    private static string Hint(string word, IEnumerable<string> known)
        => Spelling.Closest(word, known) is { } guess ? $"; did you mean \"{guess}\"?" : "";
}
