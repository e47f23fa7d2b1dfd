using System.Text;

namespace Wasmill.CommandLine.Completion;

// Tested by: CompletionTests
/// <summary>Splits a command line that is being typed, as a shell does.</summary>
internal static class LineWords
{
    /// <summary>The words; the last one may be unfinished, and is empty after a blank.</summary>
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, isBegun) = ('\0', false);
        for (var i = 0; i < line.Length; i++)
        {
            var one = line[i];
            if (quote == '\0' && char.IsWhiteSpace(one))
            {
                if (isBegun)
                    words.Add(word.ToString());
                word.Clear();
                isBegun = false;
                continue;
            }

            isBegun = true;
            if (one == quote)
                quote = '\0';
            else if (quote == '\0' && one is '\'' or '"')
                quote = one;
            else if (one == '\\' && quote != '\'' && i + 1 < line.Length)
                word.Append(line[++i]);
            else
                word.Append(one);
        }

        words.Add(word.ToString());
        return words;
    }
}
