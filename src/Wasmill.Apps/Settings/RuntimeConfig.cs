using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Apps.Settings;

/// <summary>What a runtime config file (<c>runtime-config.toml</c>) says.</summary>
public sealed record RuntimeConfig
{
    /// <summary>The folder of the app's state; null when the file says nothing.</summary>
    public string? StateFolder { get; init; }

    /// <summary>The folder of the components' logs; null when the file says nothing.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Linear memory of an instance in bytes; null when the file says nothing.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Where variables get their values, in order.</summary>
    public IReadOnlyList<VariableProviderConfig> VariableProviders { get; init; } = [];

    /// <summary>The SQLite files of key-value stores by label, as written: relative ones lie in the state folder.</summary>
    public IReadOnlyDictionary<string, string> KeyValueFiles { get; init; } = new Dictionary<string, string>();
}
