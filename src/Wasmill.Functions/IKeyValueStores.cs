namespace Wasmill.Functions;

/// <summary>The key-value stores of a host, by label. Which component may open which label is not decided here (<see cref="FunctionConfig.KeyValueStores"/>).</summary>
public interface IKeyValueStores
{
    /// <summary>The store of a label, or null when there is none. Costs nothing: the store itself is opened at its first use.</summary>
    IKeyValueStore? Find(string label);
}
