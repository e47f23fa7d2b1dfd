namespace Wasmill.CommandLine.Documentation;

// Tested by: HelpTests
/// <summary>Writes text of a fixed width, breaking lines between words.</summary>
internal static class TextColumns
{
    /// <summary>The width: that of the smallest terminal in use.</summary>
    public const int Width = 80;

    private const int Indent = 2;
    private const int Gap = 2;

    // A longer name stands on a line of its own.
    private const int LongestName = 26;

    /// <summary>Writes names and descriptions in two columns.</summary>
    public static void Write(TextWriter output, IReadOnlyList<PageEntry> entries)
    {
        var column = entries.Select(entry => entry.Name.Length).Where(length => length <= LongestName).DefaultIfEmpty(LongestName).Max()
            + Indent + Gap;
        foreach (var entry in entries)
        {
            var lines = Wrap(entry.Description, Width - column);
            var isShort = entry.Name.Length + Indent + Gap <= column;
            var first = isShort ? entry.Name.PadRight(column - Indent) + lines[0] : entry.Name;
            output.WriteLine(new string(' ', Indent) + first.TrimEnd());
            foreach (var line in lines.Skip(isShort ? 1 : 0))
                output.WriteLine(new string(' ', column) + line);
        }
    }

    /// <summary>Breaks a command into lines that a shell joins again; quoted words stay whole.</summary>
    public static IReadOnlyList<string> WrapCommand(string command)
    {
        const string Continued = " \\";
        var lines = new List<string> { new(' ', Indent) };
        foreach (var word in WithValues(WordsOf(command)))
        {
            var last = lines[^1];
            if (string.IsNullOrWhiteSpace(last))
                lines[^1] = last + word;
            else if (last.Length + 1 + word.Length + Continued.Length <= Width)
                lines[^1] = $"{last} {word}";
            else
            {
                lines[^1] = last + Continued;
                lines.Add(new string(' ', 2 * Indent) + word);
            }
        }

        return lines;
    }

    /// <summary>Breaks a text into lines; a word that is longer than a line stays whole.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var last = lines[^1];
            if (last.Length == 0)
                lines[^1] = word;
            else if (last.Length + 1 + word.Length <= width)
                lines[^1] = $"{last} {word}";
            else
                lines.Add(word);
        }

        return lines;
    }

    // An option stays with its value.
    private static IEnumerable<string> WithValues(IEnumerable<string> words)
    {
        string? option = null;
        foreach (var word in words)
        {
            if (option is not null && !word.StartsWith('-'))
            {
                yield return $"{option} {word}";
                option = null;
                continue;
            }

            if (option is not null)
                yield return option;
            option = word.StartsWith('-') ? word : null;
            if (option is null)
                yield return word;
        }

        if (option is not null)
            yield return option;
    }

    private static IEnumerable<string> WordsOf(string command)
    {
        var (start, quote) = (0, '\0');
        for (var i = 0; i < command.Length; i++)
        {
            if (command[i] == quote)
                quote = '\0';
            else if (quote == '\0' && command[i] is '\'' or '"')
                quote = command[i];
            else if (quote == '\0' && command[i] == ' ')
            {
                yield return command[start..i];
                start = i + 1;
            }
        }

        yield return command[start..];
    }
}
