namespace Wasmill.Output;

// Tested by: WrappedTextTests
/// <summary>Breaks texts at blanks, so that they fit a terminal.</summary>
internal static class WrappedText
{
    /// <summary>The width of a terminal that everybody has.</summary>
    public const int Columns = 80;

    /// <summary>Returns the lines of a text; at least one. A longer word, such as a path, stays whole.</summary>
    /// <param name="text">The text.</param>
    /// <param name="indentation">The columns that are taken by what stands before each line.</param>
    /// <param name="columns">The width of the terminal.</param>
    public static IReadOnlyList<string> Of(string text, int indentation, int columns = Columns)
    {
        var lines = new List<string> { "" };
        var taken = 0;
        foreach (var word in text.Split(' '))
        {
            var width = Colour.WidthOf(word);
            if (lines[^1].Length == 0)
                (lines[^1], taken) = (word, width);
            else if (taken + 1 + width <= columns - indentation)
                (lines[^1], taken) = (lines[^1] + " " + word, taken + 1 + width);
            else
            {
                lines.Add(word);
                taken = width;
            }
        }

        return lines;
    }

    /// <summary>
    /// Breaks the lines of a text that are wider than the terminal; what follows has the indentation of its line. The other lines, such as
    /// those of a table, stay as they are.
    /// </summary>
    /// <param name="text">Lines, with or without a line feed at the end.</param>
    /// <param name="columns">The width of the terminal.</param>
    public static string Fit(string text, int columns)
    {
        if (Colour.WidthOf(text) <= columns)
            return text;
        return string.Join('\n', text.Split('\n').Select(line => FitLine(line, columns)));
    }

    private static string FitLine(string line, int columns)
    {
        if (Colour.WidthOf(line) <= columns)
            return line;
        var blanks = line.Length - line.TrimStart(' ').Length;
        return string.Join('\n', Of(line[blanks..], blanks, columns).Select(part => new string(' ', blanks) + part));
    }
}
