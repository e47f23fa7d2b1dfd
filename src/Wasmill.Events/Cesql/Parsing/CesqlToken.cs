namespace Wasmill.Events.Cesql.Parsing;

/// <summary>A token of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says: a string without its quotes, a keyword in upper case.</param>
/// <param name="Start">Where it begins, from 0.</param>
/// <param name="End">Where it ends, exclusively.</param>
internal readonly record struct CesqlToken(CesqlTokenKind Kind, string Text, int Start, int End)
{
    /// <summary>Where it begins, from 1.</summary>
    public int Column => Start + 1;

    /// <summary>Whether it is this keyword or symbol.</summary>
    public bool Is(string text) => Kind is CesqlTokenKind.Keyword or CesqlTokenKind.Symbol && Text == text;

    /// <summary>The token as messages name it.</summary>
    public string Describe() => Kind switch
    {
        CesqlTokenKind.End => "the end of the expression",
        CesqlTokenKind.String => "a text in quotes",
        _ => $"\"{Text}\"",
    };
}
