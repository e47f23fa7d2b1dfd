namespace Wasmill.Events.Scopes;

/// <summary>The kinds of bound of a <see cref="TypeScope"/>.</summary>
public enum TypeScopeKind
{
    /// <summary>No bound: every type.</summary>
    Anything = 0,

    /// <summary>The type is one of the texts.</summary>
    Exact,

    /// <summary>The type starts with the text.</summary>
    Prefix,

    /// <summary>The type ends with the text.</summary>
    Suffix,
}
