using System.Buffers;

namespace Wasmill.Events.Validation;

// Tested by: RuleTests
/// <summary>
/// The rules for attribute names and values in the CloudEvents specification 1.0.2 ("Naming Conventions", "Type System", and the
/// section of each attribute).
/// </summary>
public static class AttributeRules
{
    private const int LongestShown = 40;
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Indicates whether a text is a valid attribute name. Names longer than the recommended 20 characters are accepted.</summary>
    public static bool IsName(ReadOnlySpan<char> name) => name.Length > 0 && !name.ContainsAnyExcept(NameCharacters);

    /// <summary>
    /// Indicates whether a text is a valid value of type String: no control characters, noncharacters or lone surrogates.
    /// </summary>
    internal static bool IsText(ReadOnlySpan<char> text)
    {
        // Nearly every value is printable ASCII, which is checked many characters at a time.
        for (var i = text.IndexOfAnyExceptInRange(' ', '~'); i >= 0 && i < text.Length; i++)
        {
            var character = text[i];
            if (character is < ' ' or >= '\u007F' and <= '\u009F' or >= '\uFDD0' and <= '\uFDEF' or '\uFFFE' or '\uFFFF')
                return false;
            if (!char.IsSurrogate(character))
                continue;
            // The last two code points of every plane are also noncharacters.
            if (!char.IsHighSurrogate(character) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])
                || (char.ConvertToUtf32(character, text[i + 1]) & 0xFFFE) == 0xFFFE)
                return false;
            i++;
        }

        return true;
    }

    /// <summary>
    /// Checks the value of a core or extension attribute by the rules that are the same in every version.
    /// </summary>
    public static EventError? Check(string name, string value)
    {
        if (!IsText(value))
            return Invalid(name, "contains control characters or invalid Unicode");

        return name switch
        {
            "id" or "type" or "subject" or "time" or "datacontenttype" when value.Length == 0 => Invalid(name, "is empty"),
            "source" when UriRules.FindProblem(value) is { } problem => Invalid(name, problem),
            "time" when !TimeRule.IsValid(value) => Invalid(name, "is not a valid RFC 3339 time"),
            "datacontenttype" when !MediaTypeRule.IsValid(value) => Invalid(name, "is not a valid media type"),
            _ => null,
        };
    }

    /// <summary>Creates an error about a value.</summary>
    internal static EventError Invalid(string name, string problem)
        => new(EventErrorCode.InvalidValue, $"the attribute {Sanitize(name)} {problem}");

    /// <summary>Creates an error about a name.</summary>
    internal static EventError InvalidName(string name)
        => new(EventErrorCode.InvalidName, $"\"{Sanitize(name)}\" is not a valid attribute name; use lowercase letters a to z and digits");

    /// <summary>
    /// Sanitizes a name or other text of the sender for an error message: shortened, without characters that break the line or change its
    /// direction.
    /// </summary>
    internal static string Sanitize(string name)
    {
        var start = name.Length <= LongestShown ? name : name[..LongestShown] + "...";
        return string.Concat(start.Select(character => character is >= ' ' and <= '~' ? character : '?'));
    }
}
