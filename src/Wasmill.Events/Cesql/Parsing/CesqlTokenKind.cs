namespace Wasmill.Events.Cesql.Parsing;

/// <summary>The kinds of tokens.</summary>
internal enum CesqlTokenKind
{
    /// <summary>The end of the text.</summary>
    End = 0,

    /// <summary>A name: of an attribute or of a function.</summary>
    Name,

    /// <summary>Decimal digits; a sign before them is a token of its own.</summary>
    Integer,

    /// <summary>A text in quotes.</summary>
    String,

    /// <summary>A keyword; the token's text has it in upper case.</summary>
    Keyword,

    /// <summary>An operator, a parenthesis or a comma.</summary>
    Symbol,

    /// <summary>No token; the token's text says why.</summary>
    Wrong,
}
