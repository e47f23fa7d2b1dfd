namespace Wasmill.Functions.Capabilities.Variables;

// Tested by: VariableResolverTests
/// <summary>
/// Orders the sources of values: <c>--variable</c>, the providers of the runtime config file, the environment with <c>.env</c>.
/// </summary>
internal static class VariableSources
{
    /// <summary>Opens the sources in order.</summary>
    /// <exception cref="VariableException">A provider has an unsupported type, or its file cannot be read.</exception>
    public static IReadOnlyList<IVariableSource> Open(VariableSourcesConfig config)
    {
        var sources = new List<IVariableSource> { new TableSource(config.Given) };
        foreach (var provider in config.Providers)
            sources.Add(Open(provider, config));
        sources.Add(OpenEnvironment(config));
        return sources;
    }

    private static IVariableSource Open(VariableProviderConfig provider, VariableSourcesConfig config)
    {
        switch (provider.Type)
        {
            case "static":
                return new TableSource(provider.Values);
            case "env":
                var file = provider.DotenvPath is { } path
                    ? DotenvFile.Read(Path.Combine(config.WorkingFolder, path))
                    : new Dictionary<string, string>();
                return new EnvironmentSource(provider.Prefix ?? EnvironmentSource.DefaultPrefix, config.Environment, file);
            case "vault" or "azure_key_vault":
                throw new VariableException($"the variables provider {provider.Type} is not supported; use static or env, "
                    + "or have a script fetch the values and pass them with --variable");
            default:
                throw new VariableException($"\"{provider.Type}\" is not a valid variables provider; use static or env");
        }
    }

    private static EnvironmentSource OpenEnvironment(VariableSourcesConfig config)
    {
        var path = Path.Combine(config.WorkingFolder, ".env");
        return new EnvironmentSource(
            EnvironmentSource.DefaultPrefix,
            config.Environment,
            File.Exists(path) ? DotenvFile.ReadRegular(path) : new Dictionary<string, string>());
    }
}
