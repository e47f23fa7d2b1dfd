using System.Text;

namespace Wasmill.Apps.Building;

/// <summary>Splits a command line into words like the shell, as long as it contains only words and quotes.</summary>
internal static class ShellWords
{
    private const string Special = "|&;<>()$`\\*?[]{}#~!\n";
    private const string SpecialInDoubleQuotes = "$`\\";

    /// <summary>Splits a command; null if only the shell can interpret it: variables, pipes, patterns, escapes, an open quote.</summary>
    public static IReadOnlyList<string>? TrySplit(string command)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        var quote = '\0';
        foreach (var character in command)
        {
            if (quote == '\0' && (character is '\'' or '"'))
            {
                quote = character;
                word ??= new StringBuilder();
            }
            else if (character == quote)
            {
                quote = '\0';
            }
            else if (IsSpecial(character, quote))
            {
                return null;
            }
            else if (quote == '\0' && (character is ' ' or '\t'))
            {
                Finish();
            }
            else
            {
                (word ??= new StringBuilder()).Append(character);
            }
        }

        Finish();
        return quote == '\0' ? words : null;

        void Finish()
        {
            if (word is not null)
                words.Add(word.ToString());
            word = null;
        }
    }

    private static bool IsSpecial(char character, char quote) => quote switch
    {
        '\'' => false,
        '"' => SpecialInDoubleQuotes.Contains(character, StringComparison.Ordinal),
        _ => Special.Contains(character, StringComparison.Ordinal),
    };
}
