namespace Wasmill.Events.Validation;

// Tested by: RuleTests
/// <summary>Validates times (RFC 3339, section 5.6): date, time with any number of fraction digits, and an offset.</summary>
internal static class TimeRule
{
    private const int ShortestLength = 20;

    /// <summary>Indicates whether a text is a valid time with every part in its range. Leap seconds are accepted.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length < ShortestLength
            || text[4] != '-' || text[7] != '-' || text[10] is not ('T' or 't') || text[13] != ':' || text[16] != ':')
            return false;
        if (!Number(text[..4], 0, 9999, out var year)
            || !Number(text[5..7], 1, 12, out var month)
            || !Number(text[8..10], 1, 31, out var day)
            || !Number(text[11..13], 0, 23, out _)
            || !Number(text[14..16], 0, 59, out _)
            || !Number(text[17..19], 0, 60, out _))
            return false;
        // DateTime has no year 0; year 4 is a leap year, too.
        if (day > DateTime.DaysInMonth(year == 0 ? 4 : year, month))
            return false;

        return IsOffset(SkipFraction(text[19..]));
    }

    private static ReadOnlySpan<char> SkipFraction(ReadOnlySpan<char> rest)
    {
        if (rest is not ['.', ..])
            return rest;
        var digits = 1;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
            digits++;
        return digits > 1 ? rest[digits..] : [];
    }

    private static bool IsOffset(ReadOnlySpan<char> text)
        => text is ['Z'] or ['z']
        || (text is [('+' or '-'), _, _, ':', _, _] && Number(text[1..3], 0, 23, out _) && Number(text[4..6], 0, 59, out _));

    private static bool Number(ReadOnlySpan<char> digits, int smallest, int largest, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
            value = value * 10 + (digit - '0');
        }

        return value >= smallest && value <= largest;
    }
}
