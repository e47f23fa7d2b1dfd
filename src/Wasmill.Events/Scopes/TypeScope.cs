namespace Wasmill.Events.Scopes;

/// <summary>
/// The events' types that can pass a filter: every other type is known not to pass, these may or may not. What an index over many filters needs to know. Immutable.
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

    /// <summary>How the types are bounded.</summary>
    public TypeScopeKind Kind { get; }

    /// <summary>The types, all different; the one beginning or the one end, not empty; nothing for <see cref="TypeScopeKind.Anything"/>.</summary>
    public IReadOnlyList<string> Texts { get; }

    // The least is the narrowest: few types, then a long beginning, then a long end.
    private (int Order, int Size) Rank => Kind switch
    {
        TypeScopeKind.Exact => (0, Texts.Count),
        TypeScopeKind.Prefix => (1, -Texts[0].Length),
        TypeScopeKind.Suffix => (2, -Texts[0].Length),
        _ => (3, 0),
    };

    /// <summary>Only these types.</summary>
    public static TypeScope Exact(IEnumerable<string> types) => new(TypeScopeKind.Exact, [.. types.Distinct(StringComparer.Ordinal)]);

    /// <summary>The types that begin with a text.</summary>
    public static TypeScope Prefix(string text) => text.Length == 0 ? Anything : new(TypeScopeKind.Prefix, [text]);

    /// <summary>The types that end with a text.</summary>
    public static TypeScope Suffix(string text) => text.Length == 0 ? Anything : new(TypeScopeKind.Suffix, [text]);

    /// <summary>The types that are in all scopes, or somewhat more: the narrowest of the scopes.</summary>
    public static TypeScope All(IEnumerable<TypeScope> scopes) => scopes.MinBy(scope => scope.Rank) ?? Anything;

    /// <summary>The types that are in any of the scopes, or more.</summary>
    public static TypeScope Any(IEnumerable<TypeScope> scopes)
    {
        var list = scopes.ToList();
        return list.Count > 0 && list.TrueForAll(scope => scope.Kind == TypeScopeKind.Exact) ? Exact(list.SelectMany(scope => scope.Texts))
            : list.Count == 1 ? list[0]
            : Anything;
    }

    /// <summary>Whether a type is in the scope.</summary>
    public bool Contains(string type) => Kind switch
    {
        TypeScopeKind.Exact => Texts.Contains(type, StringComparer.Ordinal),
        TypeScopeKind.Prefix => type.StartsWith(Texts[0], StringComparison.Ordinal),
        TypeScopeKind.Suffix => type.EndsWith(Texts[0], StringComparison.Ordinal),
        _ => true,
    };
}
