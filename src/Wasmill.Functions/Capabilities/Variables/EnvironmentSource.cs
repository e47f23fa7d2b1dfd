namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>Values of the environment, and after it of a file that says what the environment does not.</summary>
/// <param name="prefix">What stands before <c>_NAME</c>.</param>
/// <param name="environment">Reads the environment.</param>
/// <param name="file">The file's values.</param>
internal sealed class EnvironmentSource(string prefix, Func<string, string?> environment, IReadOnlyDictionary<string, string> file) : IVariableSource
{
    /// <summary>The prefix that Spin gives it.</summary>
    public const string DefaultPrefix = "SPIN_VARIABLE";

    /// <summary>The name of a variable in the environment.</summary>
    public static string KeyOf(string prefix, string name) => $"{prefix}_{name.ToUpperInvariant()}";

    /// <inheritdoc />
    public string? Find(string name)
    {
        var key = KeyOf(prefix, name);
        return environment(key) ?? file.GetValueOrDefault(key);
    }
}
