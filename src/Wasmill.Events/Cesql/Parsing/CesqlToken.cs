namespace Wasmill.Events.Cesql.Parsing;

/// <summary>A token of an expression.</summary>
/// <param name="Kind">The kind of token.</param>
/// <param name="Text">The content: a string without its quotes, a keyword in upper case.</param>
/// <param name="Start">Start offset, from 0.</param>
/// <param name="End">End offset, exclusive.</param>
internal readonly record struct CesqlToken(CesqlTokenKind Kind, string Text, int Start, int End)
{
    /// <summary>Column of the start, from 1.</summary>
    public int Column => Start + 1;

    /// <summary>Indicates whether the token is a given keyword or symbol.</summary>
    public bool Is(string text) => Kind is CesqlTokenKind.Keyword or CesqlTokenKind.Symbol && Text == text;

    /// <summary>Describes the token for messages.</summary>
    public string Describe() => Kind switch
    {
        CesqlTokenKind.End => "the end of the expression",
        CesqlTokenKind.String => "a quoted string",
        _ => $"\"{Text}\"",
    };
}
