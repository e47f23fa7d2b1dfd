using System.Text.RegularExpressions;

namespace Wasmill.Apps.Manifests.Toml;

// Tested by: ManifestReaderTests
/// <summary>Words the syntax errors of TOML. The parser's own texts name its tokens ("token: closebracket").</summary>
internal static partial class TomlProblem
{
    // By a part of the parser's text; the first one that fits.
    private static readonly (string Part, string Sentence)[] Sentences =
    [
        ("cannot be redefined", "this table is already defined; remove one of the two"),
        ("cannot be extended", "this table is already defined; remove one of the two"),
        ("Cannot extend", "this table is already defined; remove one of the two"),
        ("newline in a string", "the text is not closed; end it with the quote that it begins with"),
        ("End-Of-File found", "the text is not closed; end it with the quote that it begins with"),
        ("escape", "the text has a backslash that begins no escape sequence; write \\\\ for a backslash, or use 'single quotes'"),
        ("`=` after", "the key has no \"=\" after it; write KEY = VALUE"),
        ("`<eof>` for a value", "the value after \"=\" is missing"),
        ("expecting a value", "the value after \"=\" is missing"),
        ("Missing value", "the value after \"=\" is missing"),
        ("inline table", "the table in braces is not closed, or a comma is missing in it"),
        ("for an array", "the array is not closed, or a comma is missing in it"),
        ("in an array", "the array is not closed, or a comma is missing in it"),
        ("parsing array", "the array is not closed, or a comma is missing in it"),
        ("expecting `]`", "the name of the table is not closed; write [NAME] or [[NAME]]"),
        ("able header", "the name of the table is not complete; write [NAME] or [[NAME]]"),
        ("expecting token `newline`", "there is something after the value; begin a new line"),
        ("end-of-line after", "there is something after the value; begin a new line"),
        ("eading", "a number may not begin with 0"),
        ("control character", "there is an invisible control character; remove it"),
        ("nicode", "there is a character that is not valid Unicode"),
        ("surrogate", "there is a character that is not valid Unicode"),
        ("digit", "the number is not valid; put text in quotes"),
        ("integer", "the number is not valid; put text in quotes"),
        ("floating point", "the number is not valid; put text in quotes"),
        ("underscore", "the number is not valid; put text in quotes"),
        ("date time", "the date is not valid; put text in quotes"),
        ("datetime", "the date is not valid; put text in quotes"),
    ];

    /// <summary>Indicates whether an error is about a key that is given twice, which says nothing about other lines.</summary>
    public static bool IsDuplicate(string message) => Duplicate().IsMatch(message);

    /// <summary>Returns a sentence for an error of the parser.</summary>
    public static string Explain(string message)
    {
        if (Duplicate().Match(message) is { Success: true } duplicate)
            return $"{duplicate.Groups[1].Value} is already defined in line {duplicate.Groups[2].Value}; remove one of the two";
        if (NotAValue().Match(message) is { Success: true } value)
            return $"\"{value.Groups[1].Value}\" is not a valid value; put text in quotes";
        foreach (var (part, sentence) in Sentences)
        {
            if (message.Contains(part, StringComparison.Ordinal))
                return sentence;
        }

        return "this is not valid TOML; write KEY = VALUE, [TABLE] or # COMMENT";
    }

    [GeneratedRegex(@"^The key `(.+?)` is already defined at \((\d+),")]
    private static partial Regex Duplicate();

    [GeneratedRegex("^Unexpected token `([^<].*)` for a value$")]
    private static partial Regex NotAValue();
}
