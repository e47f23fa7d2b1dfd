using System.CommandLine;
using Wasmill.CommandLine.Usage;

namespace Wasmill.CommandLine.Synonyms;

// Tested by: SynonymTests
/// <summary>Replaces the words of other tools in a command line, or tells what to write instead.</summary>
internal static class SynonymTranslation
{
    /// <summary>Translates a command line: (1) its command; (2) its options, up to <c>--</c>.</summary>
    /// <param name="root">The commands.</param>
    /// <param name="words">The words after the program's name.</param>
    /// <param name="translated">The words to parse.</param>
    /// <returns>What to write instead; null if there is nothing to tell.</returns>
    public static UsageProblem? Translate(RootCommand root, IReadOnlyList<string> words, out IReadOnlyList<string> translated)
    {
        translated = words;

        // 1
        if (FindCommand(root, words) is { } command)
        {
            var length = LengthOf(command.Words);
            if (command.Advice is { } advice)
                return new UsageProblem($"there is no \"wasmill {command.Words}\": {advice}", root);
            translated = [.. command.Means!.Split(' '), .. words.Skip(length)];
        }

        // 2
        return TranslateOptions(root, ref translated);
    }

    private static CommandSynonym? FindCommand(RootCommand root, IReadOnlyList<string> words)
    {
        var found = CommandSynonyms.All.Where(line => line.Words.Split(' ').SequenceEqual(words.Take(LengthOf(line.Words))))
            .MaxBy(line => LengthOf(line.Words));
        // A command of ours always means itself.
        return found is not null && Find(root, words).Taken < LengthOf(found.Words) ? found : null;
    }

    private static UsageProblem? TranslateOptions(RootCommand root, ref IReadOnlyList<string> words)
    {
        var (command, taken) = Find(root, words);
        var path = CommandPath.Of(command)["wasmill".Length..].TrimStart();
        var result = words.Take(taken).ToList();
        foreach (var (index, word) in words.Index().Skip(taken))
        {
            if (word == "--")
            {
                result.AddRange(words.Skip(index));
                break;
            }

            var parts = word.Split('=', 2);
            var line = word.StartsWith('-') && !Knows(command, parts[0])
                ? OptionSynonyms.All.FirstOrDefault(one => one.Name == parts[0]
                    && (one.Command == path || one.Command == OptionSynonym.Any && command.Subcommands.Count == 0))
                : null;
            if (line?.Advice is { } advice)
                return new UsageProblem($"\"wasmill {path}\" has no {line.Name}: {advice}", command);
            if (line is null || line.Command == OptionSynonym.Any && !command.Options.OfType<OutputOption>().Any())
                result.Add(word);
            else
                result.AddRange([.. line.Means!.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. parts.Skip(1)]);
        }

        words = result;
        return null;
    }

    private static bool Knows(Command command, string name)
        => command.Options.Any(option => option.Name == name || option.Aliases.Contains(name));

    private static (Command Command, int Taken) Find(RootCommand root, IReadOnlyList<string> words)
    {
        var (command, taken) = ((Command)root, 0);
        while (taken < words.Count && command.Subcommands.FirstOrDefault(child => child.Name == words[taken]) is { } next)
            (command, taken) = (next, taken + 1);
        return (command, taken);
    }

    private static int LengthOf(string words) => words.Count(character => character == ' ') + 1;
}
