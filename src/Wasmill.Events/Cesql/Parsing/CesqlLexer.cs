using System.Buffers;
using System.Text;

namespace Wasmill.Events.Cesql.Parsing;

// Tested by: CesqlParserTests, CesqlFuzzTests
/// <summary>Splits an expression into tokens (CESQL 1.0, section 2).</summary>
internal sealed class CesqlLexer(string text)
{
    private static readonly SearchValues<char> WordCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
    private static readonly string[] Keywords = ["AND", "OR", "XOR", "NOT", "LIKE", "IN", "EXISTS", "TRUE", "FALSE"];
    private static readonly string[] Symbols = ["<=", "<>", "<", ">=", ">", "=", "!=", "+", "-", "*", "/", "%", "(", ")", ","];
    private int _at;

    /// <summary>Reads the next token.</summary>
    public CesqlToken Next()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n')
            _at++;
        var start = _at;
        if (start == text.Length)
            return new CesqlToken(CesqlTokenKind.End, "", start, start);
        if (text[start] is '\'' or '"')
            return ReadString(start, text[start]);
        if (WordCharacters.Contains(text[start]))
            return ReadWord(start);
        foreach (var symbol in Symbols)
        {
            if (text.AsSpan(start).StartsWith(symbol))
                return Take(CesqlTokenKind.Symbol, symbol, symbol.Length);
        }

        return Take(CesqlTokenKind.Wrong, DescribeStray(start), 1);
    }

    private CesqlToken ReadWord(int start)
    {
        var length = text.AsSpan(start).IndexOfAnyExcept(WordCharacters);
        var word = length < 0 ? text[start..] : text.Substring(start, length);
        if (!word.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return Take(CesqlTokenKind.Integer, word, word.Length);
        var keyword = Array.Find(Keywords, known => known.Equals(word, StringComparison.OrdinalIgnoreCase));
        return Take(keyword is null ? CesqlTokenKind.Name : CesqlTokenKind.Keyword, keyword ?? word, word.Length);
    }

    // A backslash consumes the next character, so a quote after two backslashes ends the string.
    // Only \' in '...' and \" in "..." are unescaped.
    private CesqlToken ReadString(int start, char quote)
    {
        var content = new StringBuilder();
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == quote)
                return Take(CesqlTokenKind.String, content.ToString(), i + 1 - start);
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
                if (text[i] != quote)
                    content.Append('\\');
            }

            content.Append(text[i]);
        }

        return Take(
            CesqlTokenKind.Wrong,
            $"the string that starts here has no closing {quote}; inside a string, write \\{quote}",
            text.Length - start);
    }

    private string DescribeStray(int at)
    {
        var character = text[at];
        return character switch
        {
            '!' => "\"!\" is only valid in \"!=\"; use NOT to negate",
            '&' => "\"&\" is not a valid operator; use AND",
            '|' => "\"|\" is not a valid operator; use OR, or CONCAT(a, b) to join strings",
            '.' or '[' =>
                $"\"{character}\" is not a valid operator: CESQL has only integers and cannot read the payload (a data filter can)",
            '`' or '\u2018' or '\u2019' or '\u201C' or '\u201D' => $"{character} is not a valid quote; use ' or \"",
            _ when char.IsControl(character) || char.IsSurrogate(character) || char.IsWhiteSpace(character) =>
                $"the character U+{(int)character:X4} is not valid here",
            _ => $"\"{character}\" is not valid here",
        };
    }

    private CesqlToken Take(CesqlTokenKind kind, string content, int length)
    {
        var start = _at;
        _at += length;
        return new CesqlToken(kind, content, start, _at);
    }
}
