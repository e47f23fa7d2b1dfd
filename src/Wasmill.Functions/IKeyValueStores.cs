namespace Wasmill.Functions;

/// <summary>
/// The key-value stores of a host, by label. <see cref="FunctionConfig.KeyValueStores"/> decides which component may open which label.
/// </summary>
public interface IKeyValueStores
{
    /// <summary>Finds the store of a label; null if absent. Does no I/O: the store is opened at its first use.</summary>
    IKeyValueStore? Find(string label);
}
