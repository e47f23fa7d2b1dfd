namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>Where the values of an app's variables may come from.</summary>
public sealed record VariableSourcesConfig
{
    /// <summary>What the command line gives with <c>--variable</c>.</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } = new Dictionary<string, string>();

    /// <summary>The providers of the runtime config file, in its order.</summary>
    public IReadOnlyList<VariableProviderConfig> Providers { get; init; } = [];

    /// <summary>The folder that a provider's <c>dotenv_path</c> is relative to, and where <c>.env</c> is looked for.</summary>
    /// <value>Default: the current folder.</value>
    public string WorkingFolder { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Reads a variable of the host's environment.</summary>
    /// <value>Default: that of the process.</value>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}
