using System.CommandLine;
using Wasmill.CommandLine.Documentation;
using Wasmill.CommandLine.Usage;

namespace Wasmill.CommandLine.Completion;

// Tested by: CompletionTests
/// <summary>Completes a command line.</summary>
/// <param name="root">The commands.</param>
/// <param name="context">What names are read from.</param>
internal sealed class Completer(Command root, CommandContext context)
{
    private const string Broker = "--broker";

    /// <summary>
    /// Lists the words that can stand at the cursor: (1) a value of the option before it; (2) an option; (3) a command or an argument.
    /// </summary>
    /// <param name="words">The words after the program's name; the last one is to be completed and may be empty.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The candidates; null if the shell is to complete the name of a file.</returns>
    public async Task<IReadOnlyList<Candidate>?> CompleteAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        if (words is ["help", _, ..] && !words[^1].StartsWith('-'))
            return Beginning(words[^1], Commands(Walk([.. words.Skip(1)]).Command));
        var (command, arguments, brokerName, isOpen) = Walk(words);
        var path = CommandPath.Of(command)["wasmill".Length..].TrimStart();
        var names = new KnownNames(context, brokerName);
        var (current, previous) = (words[^1], words.Count > 1 ? words[^2] : "");

        // 1
        if (isOpen && FindOption(command, previous) is { } before && OptionText.ValueOf(before).Length > 0)
            return await ValuesAsync(names, path, before, current, "", cancellationToken);
        if (isOpen && current.StartsWith("--", StringComparison.Ordinal) && current.Split('=', 2) is [var name, var value])
            return FindOption(command, name) is { } assigned
                ? await ValuesAsync(names, path, assigned, value, $"{name}=", cancellationToken)
                : [];

        // 2
        if (isOpen && current.StartsWith('-'))
            return Beginning(
                current, CommandPage.OptionsOf(command).Select(option => new Candidate(option.Name, option.Description ?? ""))
                    .Append(new Candidate("--help", "show this help")));

        // 3
        if (command.Subcommands.Count > 0)
            return arguments == 0 ? Beginning(current, Commands(command)) : [];
        if (!NamedWords.Arguments.TryGetValue(path, out var kind)
            || arguments >= command.Arguments.Sum(argument => (long)argument.Arity.MaximumNumberOfValues))
            return [];
        // Only the first word of "new" and "add" is a template.
        return kind == NameKind.File ? null
            : kind == NameKind.Template && arguments > 0 ? []
            : Beginning(current, await names.ListAsync(kind, cancellationToken));
    }

    private static async Task<IReadOnlyList<Candidate>?> ValuesAsync(
        KnownNames names, string path, Option option, string current, string prefix, CancellationToken cancellationToken)
    {
        if (option is ChoiceOption choice)
            return Beginning(prefix + current, choice.Choices.Select(word => new Candidate(prefix + word, "")));
        var kind = NamedWords.Of(path, option);
        return kind == NameKind.File
            ? null
            : Beginning(
                prefix + current,
                (await names.ListAsync(kind, cancellationToken)).Select(one => one with { Word = prefix + one.Word }));
    }

    private static IEnumerable<Candidate> Commands(Command command)
        => CommandPath.Shown(command).Select(child => new Candidate(child.Name, child.Description ?? ""));

    private static List<Candidate> Beginning(string current, IEnumerable<Candidate> candidates)
        => [.. candidates.Where(candidate => candidate.Word.StartsWith(current, StringComparison.Ordinal))];

    private static Option? FindOption(Command command, string name)
        => command.Options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    // The command, the number of its arguments so far, the broker, and whether options may still come.
    private (Command Command, int Arguments, string? Broker, bool IsOpen) Walk(IReadOnlyList<string> words)
    {
        var (command, arguments, broker) = (root, 0, (string?)null);
        for (var i = 0; i < words.Count - 1; i++)
        {
            var word = words[i];
            if (word == "--")
                return (command, arguments + words.Count - 2 - i, broker, false);
            if (word.StartsWith($"{Broker}=", StringComparison.Ordinal))
                broker = word[(Broker.Length + 1)..];
            else if (word.StartsWith('-'))
            {
                if (FindOption(command, word) is { } option && OptionText.ValueOf(option).Length > 0 && i < words.Count - 2)
                    broker = word == Broker ? words[++i] : SkipValue(ref i, broker);
            }
            else if (command.Subcommands.FirstOrDefault(child => child.Name == word) is { } child)
                command = child;
            else
                arguments++;
        }

        return (command, arguments, broker, true);
    }

    private static string? SkipValue(ref int index, string? broker)
    {
        index++;
        return broker;
    }
}
