namespace Wasmill.Events.Scopes;

/// <summary>
/// The event types that can pass a filter: other types never pass, these may. Used by an index over many filters. Immutable.
/// </summary>
public sealed class TypeScope
{
    private TypeScope(TypeScopeKind kind, IReadOnlyList<string> texts)
    {
        Kind = kind;
        Texts = texts;
    }

    /// <summary>Every type.</summary>
    public static TypeScope Anything { get; } = new(TypeScopeKind.Anything, []);

    /// <summary>The kind of bound.</summary>
    public TypeScopeKind Kind { get; }

    /// <summary>The distinct types, or the one non-empty prefix or suffix; empty for <see cref="TypeScopeKind.Anything"/>.</summary>
    public IReadOnlyList<string> Texts { get; }

    // Lower is narrower: few types, then a long prefix, then a long suffix.
    private (int Order, int Size) Rank => Kind switch
    {
        TypeScopeKind.Exact => (0, Texts.Count),
        TypeScopeKind.Prefix => (1, -Texts[0].Length),
        TypeScopeKind.Suffix => (2, -Texts[0].Length),
        _ => (3, 0),
    };

    /// <summary>Creates a scope of only these types.</summary>
    public static TypeScope Exact(IEnumerable<string> types) => new(TypeScopeKind.Exact, [.. types.Distinct(StringComparer.Ordinal)]);

    /// <summary>Creates a scope of the types that start with a text.</summary>
    public static TypeScope Prefix(string text) => text.Length == 0 ? Anything : new(TypeScopeKind.Prefix, [text]);

    /// <summary>Creates a scope of the types that end with a text.</summary>
    public static TypeScope Suffix(string text) => text.Length == 0 ? Anything : new(TypeScopeKind.Suffix, [text]);

    /// <summary>Returns a scope that contains at least the types in all scopes: the narrowest of them.</summary>
    public static TypeScope All(IEnumerable<TypeScope> scopes) => scopes.MinBy(scope => scope.Rank) ?? Anything;

    /// <summary>Returns a scope that contains at least the types in any of the scopes.</summary>
    public static TypeScope Any(IEnumerable<TypeScope> scopes)
    {
        var list = scopes.ToList();
        return list.Count > 0 && list.TrueForAll(scope => scope.Kind == TypeScopeKind.Exact) ? Exact(list.SelectMany(scope => scope.Texts))
            : list.Count == 1 ? list[0]
            : Anything;
    }

    /// <summary>Indicates whether a type is in the scope.</summary>
    public bool Contains(string type) => Kind switch
    {
        TypeScopeKind.Exact => Texts.Contains(type, StringComparer.Ordinal),
        TypeScopeKind.Prefix => type.StartsWith(Texts[0], StringComparison.Ordinal),
        TypeScopeKind.Suffix => type.EndsWith(Texts[0], StringComparison.Ordinal),
        _ => true,
    };
}
