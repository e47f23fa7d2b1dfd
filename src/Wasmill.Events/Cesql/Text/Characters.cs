namespace Wasmill.Events.Cesql.Text;

/// <summary>Counts Unicode characters: a surrogate pair is one, and so is a surrogate without its partner.</summary>
internal static class Characters
{
    /// <summary>How many characters a text has.</summary>
    public static int Count(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
            return text.Length;
        var count = 0;
        for (var at = 0; at < text.Length; at += LengthAt(text, at))
            count++;
        return count;
    }

    /// <summary>How many UTF-16 units the character at a position has: 1 or 2.</summary>
    public static int LengthAt(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;

    /// <summary>Where the character with a number from 0 begins; the text's length when it has not so many.</summary>
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
