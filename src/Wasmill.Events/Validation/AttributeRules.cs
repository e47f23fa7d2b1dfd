using System.Buffers;

namespace Wasmill.Events.Validation;

/// <summary>The rules for attribute names and values of the CloudEvents specification 1.0.2 ("Naming Conventions", "Type System", and each attribute's own).</summary>
public static class AttributeRules
{
    private const int LongestShown = 40;
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Whether a text is an attribute name. Longer names than the recommended 20 characters are accepted.</summary>
    public static bool IsName(ReadOnlySpan<char> name) => name.Length > 0 && !name.ContainsAnyExcept(NameCharacters);

    /// <summary>Whether a text may be the value of an attribute of type String: no control characters, no noncharacters, no lone surrogates.</summary>
    internal static bool IsText(ReadOnlySpan<char> text)
    {
        // Nearly every value is printable ASCII, which is told many characters at a time.
        for (var i = text.IndexOfAnyExceptInRange(' ', '~'); i >= 0 && i < text.Length; i++)
        {
            var character = text[i];
            if (character is < ' ' or >= '\u007F' and <= '\u009F' or >= '\uFDD0' and <= '\uFDEF' or '\uFFFE' or '\uFFFF')
                return false;
            if (!char.IsSurrogate(character))
                continue;
            // The last two code points of every plane are noncharacters as well.
            if (!char.IsHighSurrogate(character) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])
                || (char.ConvertToUtf32(character, text[i + 1]) & 0xFFFE) == 0xFFFE)
                return false;
            i++;
        }

        return true;
    }

    /// <summary>Checks the value of an attribute, core or extension, by the rules for its name that are the same in every version.</summary>
    public static EventError? Check(string name, string value)
    {
        if (!IsText(value))
            return Invalid(name, "holds control characters or broken Unicode");

        return name switch
        {
            "id" or "type" or "subject" or "time" or "datacontenttype" when value.Length == 0 => Invalid(name, "is empty"),
            "source" when UriRules.FindProblem(value) is { } problem => Invalid(name, problem),
            "time" when !TimeRule.IsValid(value) => Invalid(name, "is not an RFC 3339 time"),
            "datacontenttype" when !MediaTypeRule.IsValid(value) => Invalid(name, "is not a media type"),
            _ => null,
        };
    }

    /// <summary>An error about a value.</summary>
    internal static EventError Invalid(string name, string problem) => new(EventErrorCode.InvalidValue, $"the attribute {Shown(name)} {problem}");

    /// <summary>An error about a name.</summary>
    internal static EventError InvalidName(string name)
        => new(EventErrorCode.InvalidName, $"\"{Shown(name)}\" is no attribute name: lower-case letters a to z and digits only");

    /// <summary>A name, or another word of the sender's, for an error message: short, and without what would break the line or change its direction.</summary>
    internal static string Shown(string name)
    {
        var start = name.Length <= LongestShown ? name : name[..LongestShown] + "...";
        return string.Concat(start.Select(character => character is >= ' ' and <= '~' ? character : '?'));
    }
}
