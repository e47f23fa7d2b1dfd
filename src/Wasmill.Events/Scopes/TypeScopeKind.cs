namespace Wasmill.Events.Scopes;

/// <summary>How a <see cref="TypeScope"/> bounds the events' types.</summary>
public enum TypeScopeKind
{
    /// <summary>Not at all.</summary>
    Anything = 0,

    /// <summary>The type is one of the texts.</summary>
    Exact,

    /// <summary>The type begins with the text.</summary>
    Prefix,

    /// <summary>The type ends with the text.</summary>
    Suffix,
}
