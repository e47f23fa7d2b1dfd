using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>The capability to open key-value stores.</summary>
internal static class KeyValueCapability
{
    private static readonly GrantKey<IReadOnlyDictionary<string, IKeyValueStore>> Granted = new(new Dictionary<string, IKeyValueStore>());
    private static readonly CallState<KeyValueHandles> Opened = new(static _ => new KeyValueHandles());

    /// <summary>Prepares the grant of a configuration.</summary>
    /// <exception cref="FunctionLoadException">The host does not have the store.</exception>
    public static GrantSet Grant(GrantSet grants, FunctionConfig config)
        => config.KeyValueStores.Count == 0
            ? grants
            : grants.With(Granted, config.KeyValueStores.Distinct().ToDictionary(label => label, label => Find(config, label)));

    /// <summary>Gets the stores that the function of a call may open, by label.</summary>
    public static IReadOnlyDictionary<string, IKeyValueStore> StoresOf(GuestCall call) => Granted.From(call);

    /// <summary>Gets the open stores of a call.</summary>
    public static KeyValueHandles OpenedBy(GuestCall call) => Opened.From(call);

    private static IKeyValueStore Find(FunctionConfig config, string label) => config.KeyValue?.Find(label)
        ?? throw new FunctionLoadException($"{config.Name} is granted the key-value store {label}, which does not exist on this host; "
            + $"set its file in the runtime config file under [key_value_store.{label}]");
}
