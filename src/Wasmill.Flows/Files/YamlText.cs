using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wasmill.Flows.Files;

/// <summary>Writes YAML scalars.</summary>
internal static class YamlText
{
    /// <summary>Writes a text as a scalar in double quotes.</summary>
    public static string Quoted(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>
    /// Writes a text as a scalar, quoted unless it is a plain word: YAML would read true, 12 or "a: b" as something else.
    /// </summary>
    public static string Scalar(string value)
    {
        var plain = value.Length > 0
            && char.IsAsciiLetter(value[0])
            && value.All(character => char.IsAsciiLetterOrDigit(character) || "._/-:".Contains(character, StringComparison.Ordinal))
            && !value.EndsWith(':')
            && value is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");
        if (plain)
            return value;
        // In single quotes YAML folds line ends into spaces. A JSON string is a YAML scalar in double quotes.
        return value.Any(character => char.IsControl(character) || character is '\u2028' or '\u2029')
            ? $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.Default)}\""
            : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
    }
}
