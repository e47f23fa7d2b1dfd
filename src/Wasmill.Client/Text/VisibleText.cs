using System.Buffers;
using System.Globalization;
using System.Text;

namespace Wasmill.Client.Text;

// Tested by: VisibleWriterTests
/// <summary>
/// Characters that act on a terminal instead of being shown: C0 controls except tab and line feed, DEL, C1 controls, and controls of the
/// text direction, which make a line read differently from its content.
/// </summary>
public static class VisibleText
{
    private static readonly SearchValues<char> Acting = SearchValues.Create(
        [
            .. Range('\0', '\u0008'),
            .. Range('\u000b', '\u001f'),
            .. Range('\u007f', '\u009f'),
            .. Range('\u202a', '\u202e'),
            .. Range('\u2066', '\u2069'),
        ]);

    /// <summary>Finds the index of the first such character; -1 if none.</summary>
    public static int IndexIn(ReadOnlySpan<char> text) => text.IndexOfAny(Acting);

    /// <summary>Indicates whether a character is one of them.</summary>
    public static bool IsActing(char character) => Acting.Contains(character);

    /// <summary>
    /// Replaces each of them with its JSON escape, such as <c>\u001b</c>. A carriage return before a line feed is removed.
    /// </summary>
    public static string Of(string text)
    {
        if (IndexIn(text) < 0)
            return text;
        var visible = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsActing(text[i]))
                visible.Append(text[i]);
            else if (text[i] != '\r' || i + 1 == text.Length || text[i + 1] != '\n')
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
        }

        return visible.ToString();
    }

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
