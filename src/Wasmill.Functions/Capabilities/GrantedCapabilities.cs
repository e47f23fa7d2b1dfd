using Wasmill.Functions.Capabilities.Files;
using Wasmill.Functions.Capabilities.KeyValue;
using Wasmill.Functions.Capabilities.OutboundHttp;

namespace Wasmill.Functions.Capabilities;

/// <summary>What a function was granted, made ready once when it is loaded. Everything else is denied.</summary>
internal sealed record GrantedCapabilities
{
    /// <summary>Nothing at all.</summary>
    public static GrantedCapabilities None { get; } = new();

    /// <summary>The key-value stores by label.</summary>
    public IReadOnlyDictionary<string, IKeyValueStore> Stores { get; private init; } = new Dictionary<string, IKeyValueStore>();

    /// <summary>The hosts that may be asked.</summary>
    public AllowedHosts Hosts { get; private init; } = AllowedHosts.None;

    /// <summary>Sends requests to the hosts that are allowed; null when nothing is granted at all.</summary>
    public OutboundClient? Client { get; private init; }

    /// <summary>The files that may be read.</summary>
    public MountTree Files { get; private init; } = MountTree.Empty;

    /// <summary>Makes ready what a configuration grants.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="client">The host's client for requests.</param>
    /// <exception cref="FunctionLoadException">It grants what there is not, or patterns are malformed; the message names them.</exception>
    public static GrantedCapabilities From(FunctionConfig config, OutboundClient client) => new()
    {
        Stores = config.KeyValueStores.Distinct().ToDictionary(label => label, label => FindStore(config, label)),
        Hosts = ParseHosts(config),
        Client = client,
        Files = MountTree.Build(config.Name, config.Files),
    };

    private static IKeyValueStore FindStore(FunctionConfig config, string label) => config.KeyValue?.Find(label)
        ?? throw new FunctionLoadException($"{config.Name} is granted the key-value store {label}, which this host does not have: name its file in the runtime config file under [key_value_store.{label}]");

    private static AllowedHosts ParseHosts(FunctionConfig config)
    {
        try
        {
            return AllowedHosts.Parse(config.AllowedOutboundHosts);
        }
        catch (AllowedHostException error)
        {
            throw new FunctionLoadException(string.Join('\n', error.Problems.Select(problem => $"{config.Name}: {problem.Message}")), error);
        }
    }
}
