namespace Wasmill.Output;

/// <summary>Breaks texts at blanks, so that they fit a terminal.</summary>
internal static class WrappedText
{
    /// <summary>The width of a terminal that everybody has.</summary>
    public const int Columns = 80;

    /// <summary>Returns the lines of a text; at least one. A longer word, such as a path, stays whole.</summary>
    /// <param name="text">The text.</param>
    /// <param name="indentation">The columns that are taken by what stands before each line.</param>
    public static IReadOnlyList<string> Of(string text, int indentation)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length == 0)
                lines[^1] = word;
            else if (lines[^1].Length + 1 + word.Length <= Columns - indentation)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }

        return lines;
    }
}
