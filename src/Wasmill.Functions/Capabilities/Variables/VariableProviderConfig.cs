namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>A <c>[[variables_provider]]</c> of the runtime config file.</summary>
/// <param name="Type">The type: <c>static</c> or <c>env</c>. Spin's <c>vault</c> and <c>azure_key_vault</c> are refused by name.</param>
public sealed record VariableProviderConfig(string Type)
{
    /// <summary>For <c>static</c>: the values by name.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>For <c>env</c>: the prefix before <c>_NAME</c> in the environment.</summary>
    /// <value>Default <c>SPIN_VARIABLE</c>.</value>
    public string? Prefix { get; init; }

    /// <summary>
    /// For <c>env</c>: a file with lines <c>PREFIX_NAME=value</c>, relative to the working folder; the environment takes precedence. The
    /// file must exist.
    /// </summary>
    /// <value>Default none.</value>
    public string? DotenvPath { get; init; }
}
