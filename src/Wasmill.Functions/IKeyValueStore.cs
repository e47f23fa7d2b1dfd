using Wasmill.Functions.Capabilities.KeyValue;

namespace Wasmill.Functions;

/// <summary>
/// One store: keys are text, values bytes. Safe for use by many threads. Every method takes the longest time it may wait for others, and throws
/// <see cref="KeyValueException"/> when that passes or the store cannot be used.
/// </summary>
public interface IKeyValueStore
{
    /// <summary>The value of a key, or null when there is none.</summary>
    byte[]? Get(string key, TimeSpan patience);

    /// <summary>Sets the value of a key. When it returns, the value is on the disk.</summary>
    void Set(string key, ReadOnlySpan<byte> value, TimeSpan patience);

    /// <summary>Removes a key; one that is not there is no error.</summary>
    void Delete(string key, TimeSpan patience);

    /// <summary>Whether a key is there.</summary>
    bool Exists(string key, TimeSpan patience);

    /// <summary>All keys, in order of their bytes.</summary>
    /// <param name="limit">The bytes that they may have in all, where each key counts 32 more than it has; more is an error.</param>
    /// <param name="patience">The longest time to wait.</param>
    IReadOnlyList<string> GetKeys(int limit, TimeSpan patience);
}
