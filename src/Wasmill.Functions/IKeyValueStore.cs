using Wasmill.Functions.Capabilities.KeyValue;

namespace Wasmill.Functions;

/// <summary>
/// One store: keys are text, values are bytes. Thread-safe. Every method takes the longest time that it may wait for other users of the
/// store, and throws <see cref="KeyValueException"/> if that time passes or the store cannot be used.
/// </summary>
public interface IKeyValueStore
{
    /// <summary>Reads the value of a key; null if the key does not exist.</summary>
    byte[]? Get(string key, TimeSpan patience);

    /// <summary>Sets the value of a key. On return, the value is on the disk.</summary>
    void Set(string key, ReadOnlySpan<byte> value, TimeSpan patience);

    /// <summary>Removes a key. A missing key is not an error.</summary>
    void Delete(string key, TimeSpan patience);

    /// <summary>Indicates whether a key exists.</summary>
    bool Exists(string key, TimeSpan patience);

    /// <summary>Lists all keys in order of their bytes.</summary>
    /// <param name="limit">The maximum of all keys together in bytes, where each key counts 32 bytes more than its length; more is an
    /// error.</param>
    /// <param name="patience">The longest time to wait.</param>
    IReadOnlyList<string> GetKeys(int limit, TimeSpan patience);
}
