namespace Wasmill.Events.Cesql.Text;

/// <summary>Counts Unicode characters: a surrogate pair counts as one, and so does a lone surrogate.</summary>
internal static class Characters
{
    /// <summary>Counts the characters of a text.</summary>
    public static int Count(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text.Length;
        var count = 0;
        for (var at = 0; at < text.Length; at += LengthAt(text, at))
            count++;
        return count;
    }

    /// <summary>Returns the number of UTF-16 code units of the character at a position: 1 or 2.</summary>
    public static int LengthAt(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;

    /// <summary>
    /// Returns the UTF-16 offset of a character by its number (from 0); the length of the text if it has fewer characters.
    /// </summary>
    public static int Offset(string text, long number)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return (int)Math.Min(number, text.Length);
        var at = 0;
        for (; number > 0 && at < text.Length; number--)
            at += LengthAt(text, at);
        return at;
    }
}
