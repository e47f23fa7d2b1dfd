using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>Key-value stores that a function may open.</summary>
internal static class KeyValueCapability
{
    private static readonly GrantKey<IReadOnlyDictionary<string, IKeyValueStore>> Granted = new(new Dictionary<string, IKeyValueStore>());
    private static readonly CallState<KeyValueHandles> Opened = new(static _ => new KeyValueHandles());

    /// <summary>Makes ready what a configuration grants.</summary>
    /// <exception cref="FunctionLoadException">The host does not have a store.</exception>
    public static GrantSet Grant(GrantSet grants, FunctionConfig config)
        => config.KeyValueStores.Count == 0 ? grants : grants.With(Granted, config.KeyValueStores.Distinct().ToDictionary(label => label, label => Find(config, label)));

    /// <summary>The stores of the function of a call, by label.</summary>
    public static IReadOnlyDictionary<string, IKeyValueStore> StoresOf(GuestCall call) => Granted.Of(call);

    /// <summary>The stores that a call has open.</summary>
    public static KeyValueHandles OpenedBy(GuestCall call) => Opened.Of(call);

    private static IKeyValueStore Find(FunctionConfig config, string label) => config.KeyValue?.Find(label)
        ?? throw new FunctionLoadException($"{config.Name} is granted the key-value store {label}, which this host does not have: name its file in the runtime config file under [key_value_store.{label}]");
}
