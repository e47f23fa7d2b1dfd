using System.Collections.Frozen;

namespace Wasmill.Functions.Calls;

/// <summary>What a function was granted, by <see cref="GrantKey{T}"/>. Everything else is denied.</summary>
internal sealed class GrantSet
{
    private readonly FrozenDictionary<object, object> _grants;

    private GrantSet(FrozenDictionary<object, object> grants) => _grants = grants;

    /// <summary>Nothing at all.</summary>
    public static GrantSet None { get; } = new(FrozenDictionary<object, object>.Empty);

    /// <summary>The same and one more.</summary>
    public GrantSet With<T>(GrantKey<T> key, T grant) where T : class => new(_grants.Append(new(key, grant)).ToFrozenDictionary());

    /// <summary>What a key names; null when it was not granted.</summary>
    internal object? Find(object key) => _grants.GetValueOrDefault(key);
}
