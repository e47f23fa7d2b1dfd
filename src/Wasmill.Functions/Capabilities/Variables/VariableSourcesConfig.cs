namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>The sources of an app's variable values.</summary>
public sealed record VariableSourcesConfig
{
    /// <summary>The values from <c>--variable</c>.</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } = new Dictionary<string, string>();

    /// <summary>The providers of the runtime config file in their order.</summary>
    public IReadOnlyList<VariableProviderConfig> Providers { get; init; } = [];

    /// <summary>The folder that contains <c>.env</c>, and that a provider's <c>dotenv_path</c> is relative to.</summary>
    /// <value>Default: the current folder.</value>
    public string WorkingFolder { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Reads a variable of the host's environment.</summary>
    /// <value>Default: the environment of the process.</value>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}
