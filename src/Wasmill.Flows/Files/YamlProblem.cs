using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Wasmill.Flows.Files;

// Tested by: FlowReaderTests
/// <summary>Words the syntax errors of YAML. The parser's own texts speak of its scanner ("could not find expected ':'").</summary>
internal static partial class YamlProblem
{
    private const string Indentation = "the indentation does not fit the lines above, or a quote or a \":\" is missing";
    private const string Unclosed = "the text in quotes is not closed, or goes on at the wrong indentation";
    private const string Braces = "the list or mapping in brackets is not closed, or a comma is missing in it";

    // By a part of the parser's text; the first one that fits.
    private static readonly (string Part, string Sentence)[] Sentences =
    [
        ("invalid tab", "a line is indented with a tab; use blanks"),
        ("a tab character", "a line is indented with a tab; use blanks"),
        ("Mapping values are not allowed", "a text with \": \" in it needs quotes, or the indentation does not fit the lines above"),
        ("found invalid mapping", "a text with \": \" in it needs quotes, or the indentation does not fit the lines above"),
        ("cannot start any token", "a text that begins with @, %, ` or a tab needs quotes"),
        ("flow mapping", Braces),
        ("flow sequence", Braces),
        ("unknown escape", "the text has a backslash that begins no escape sequence; write \\\\ for a backslash, or use 'single quotes'"),
        ("escape code", "the text has a backslash that begins no escape sequence; write \\\\ for a backslash, or use 'single quotes'"),
        ("hexadecimal", "the text has a backslash that begins no escape sequence; write \\\\ for a backslash, or use 'single quotes'"),
        ("quoted scalar", Unclosed),
        ("double-quoted", Unclosed),
        ("block scalar", "a text that begins with | or > must be indented, below its first line"),
        ("sequence entr", "a \"-\" stands where no list can be; indent it below its key"),
        ("block collection", "a list has a line without \"-\" before it, or at another indentation"),
        ("anchor", "an anchor (&NAME) or alias (*NAME) is not valid; a text that begins with & or * needs quotes"),
        ("alias", "an anchor (&NAME) or alias (*NAME) is not valid; a text that begins with & or * needs quotes"),
        ("tag", "a tag (!NAME) is not valid; a text that begins with ! needs quotes"),
        ("directive", "a line that begins with % is not valid; put text in quotes"),
        ("document", "there is something where a new document must begin; put --- before it"),
    ];

    /// <summary>Returns a sentence for an error of the parser.</summary>
    public static string Explain(YamlException error)
    {
        if (Duplicate().Match(error.Message) is { Success: true } key)
            return $"not valid YAML: the key {key.Groups[1].Value} is given twice";
        foreach (var (part, sentence) in Sentences)
        {
            if (error.Message.Contains(part, StringComparison.OrdinalIgnoreCase))
                return $"not valid YAML: {sentence}";
        }

        return $"not valid YAML: {Indentation}";
    }

    [GeneratedRegex("[Dd]uplicate key '?(.+?)'?\\.?$")]
    private static partial Regex Duplicate();
}
