namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>Values from the environment, then from a file.</summary>
/// <param name="prefix">The prefix before <c>_NAME</c>.</param>
/// <param name="environment">Reads the environment.</param>
/// <param name="file">The values of the file.</param>
internal sealed class EnvironmentSource(string prefix, Func<string, string?> environment, IReadOnlyDictionary<string, string> file)
    : IVariableSource
{
    /// <summary>Spin's default prefix.</summary>
    public const string DefaultPrefix = "SPIN_VARIABLE";

    /// <summary>Builds the name of a variable in the environment.</summary>
    public static string KeyOf(string prefix, string name) => $"{prefix}_{name.ToUpperInvariant()}";

    /// <inheritdoc />
    public string? Find(string name)
    {
        var key = KeyOf(prefix, name);
        return environment(key) ?? file.GetValueOrDefault(key);
    }
}
