using System.Collections.Frozen;

namespace Wasmill.Functions.Calls;

/// <summary>The grants of a function, by <see cref="GrantKey{T}"/>. Everything else is denied.</summary>
internal sealed class GrantSet
{
    private readonly FrozenDictionary<object, object> _grants;

    private GrantSet(FrozenDictionary<object, object> grants) => _grants = grants;

    /// <summary>No grants.</summary>
    public static GrantSet None { get; } = new(FrozenDictionary<object, object>.Empty);

    /// <summary>Returns a set with one more grant.</summary>
    public GrantSet With<T>(GrantKey<T> key, T grant) where T : class => new(_grants.Append(new(key, grant)).ToFrozenDictionary());

    /// <summary>Finds the grant of a key; null if it was not granted.</summary>
    internal object? Find(object key) => _grants.GetValueOrDefault(key);
}
