namespace Wasmill.Events.Cesql.Parsing;

/// <summary>The kinds of token.</summary>
internal enum CesqlTokenKind
{
    /// <summary>The end of the text.</summary>
    End = 0,

    /// <summary>The name of an attribute or function.</summary>
    Name,

    /// <summary>Decimal digits; a preceding sign is a separate token.</summary>
    Integer,

    /// <summary>A quoted string.</summary>
    String,

    /// <summary>A keyword; its text is in upper case.</summary>
    Keyword,

    /// <summary>An operator, a parenthesis or a comma.</summary>
    Symbol,

    /// <summary>Invalid input; the token's text is the error message.</summary>
    Wrong,
}
