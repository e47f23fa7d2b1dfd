using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Apps.Settings;

/// <summary>The content of a runtime config file (<c>runtime-config.toml</c>).</summary>
public sealed record RuntimeConfig
{
    /// <summary>The folder of the app's state; null if not set.</summary>
    public string? StateFolder { get; init; }

    /// <summary>The folder of the components' logs; null if not set.</summary>
    public string? LogFolder { get; init; }

    /// <summary>The linear memory of an instance in bytes; null if not set.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>The sources of values for variables, in order.</summary>
    public IReadOnlyList<VariableProviderConfig> VariableProviders { get; init; } = [];

    /// <summary>The SQLite files of key-value stores by label, as written: relative paths are in the state folder.</summary>
    public IReadOnlyDictionary<string, string> KeyValueFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>The files of SQLite databases by label, as written: relative paths are in the state folder.</summary>
    public IReadOnlyDictionary<string, string> SqliteFiles { get; init; } = new Dictionary<string, string>();
}
