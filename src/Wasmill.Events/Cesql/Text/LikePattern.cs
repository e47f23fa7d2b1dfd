using Wasmill.Events.Scopes;

namespace Wasmill.Events.Cesql.Text;

// Tested by: CesqlEvaluationTests, CesqlFuzzTests
/// <summary>
/// A pattern of LIKE (CESQL 1.0, section 3.4.3): <c>%</c> matches any characters, <c>_</c> one character, <c>\%</c> and <c>\_</c> the
/// literal characters; any other <c>\</c> is a literal backslash.
/// Matching takes at most (length of text) x (length of pattern) steps. Immutable.
/// </summary>
internal sealed class LikePattern
{
    // A token is a code point, or one of these values outside the range of code points.
    private const int AnyCharacters = -1;
    private const int OneCharacter = -2;
    private readonly int[] _tokens;
    private readonly Shape _shape;
    private readonly string _literal = "";

    /// <summary>Compiles a pattern.</summary>
    public LikePattern(string pattern)
    {
        _tokens = Compile(pattern);
        _shape = ShapeOf(_tokens);
        if (_shape != Shape.General)
            _literal = string.Concat(_tokens.Where(token => token >= 0).Select(token => (char)token));
    }

    private enum Shape
    {
        General = 0,
        Exact,
        Prefix,
        Suffix,
        Inside,
    }

    /// <summary>The condition on a text that is known from the pattern: exact, prefix or suffix.</summary>
    public TypeScope Scope
    {
        get
        {
            var head = string.Concat(_tokens.TakeWhile(token => token >= 0).Select(token => (char)token));
            return _shape switch
            {
                Shape.Exact => TypeScope.Exact([_literal]),
                Shape.Suffix => TypeScope.Suffix(_literal),
                _ => TypeScope.Prefix(head),
            };
        }
    }

    /// <summary>Indicates whether the whole text matches.</summary>
    public bool IsMatch(string text) => _shape switch
    {
        Shape.Exact => text == _literal,
        Shape.Prefix => text.StartsWith(_literal, StringComparison.Ordinal),
        Shape.Suffix => text.EndsWith(_literal, StringComparison.Ordinal),
        Shape.Inside => text.Contains(_literal, StringComparison.Ordinal),
        _ => MatchGeneral(text),
    };

    // Backtracking goes only to the last %: it can match everything that an earlier one could.
    private bool MatchGeneral(string text)
    {
        var (at, token, retryToken, retryAt) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            var wanted = token < _tokens.Length ? _tokens[token] : int.MinValue;
            if (wanted == AnyCharacters)
            {
                retryToken = ++token;
                retryAt = at;
            }
            else if (wanted == OneCharacter)
            {
                at += Characters.LengthAt(text, at);
                token++;
            }
            else if (wanted == text[at])
            {
                at++;
                token++;
            }
            else if (retryToken >= 0)
            {
                retryAt += Characters.LengthAt(text, retryAt);
                at = retryAt;
                token = retryToken;
            }
            else
            {
                return false;
            }
        }

        while (token < _tokens.Length && _tokens[token] == AnyCharacters)
            token++;
        return token == _tokens.Length;
    }

    private static int[] Compile(string pattern)
    {
        var tokens = new List<int>(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            var character = pattern[i];
            if (character == '\\' && i + 1 < pattern.Length && pattern[i + 1] is '%' or '_')
                tokens.Add(pattern[++i]);
            else if (character == '_')
                tokens.Add(OneCharacter);
            else if (character != '%')
                tokens.Add(character);
            else if (tokens.Count == 0 || tokens[^1] != AnyCharacters)
                tokens.Add(AnyCharacters);
        }

        return [.. tokens];
    }

    private static Shape ShapeOf(int[] tokens)
    {
        var special = tokens.Count(token => token < 0);
        return tokens switch
        {
            _ when special == 0 => Shape.Exact,
            [.., AnyCharacters] when special == 1 => Shape.Prefix,
            [AnyCharacters, ..] when special == 1 => Shape.Suffix,
            [AnyCharacters, .., AnyCharacters] when special == 2 => Shape.Inside,
            _ => Shape.General,
        };
    }
}
