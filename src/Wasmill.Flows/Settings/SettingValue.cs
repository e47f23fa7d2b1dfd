using Wasmill.Flows.Files;

namespace Wasmill.Flows.Settings;

/// <summary>
/// A value in the settings of a component as the user wrote it: <see cref="ScalarValue"/>, <see cref="SecretValue"/>,
/// <see cref="ListValue"/> or <see cref="MapValue"/>.
/// </summary>
public abstract class SettingValue
{
    private protected SettingValue() { }

    /// <summary>The place in the flow file. Ignored by comparisons.</summary>
    /// <value>Default: line 0 (not read from a file).</value>
    public Place Place { get; init; }

    /// <summary>Compares two values regardless of their places in the file.</summary>
    public abstract bool SameAs(SettingValue other);

    /// <summary>Finds all secrets in the value with their paths: keys joined with dots, indexes of items in brackets.</summary>
    public abstract IEnumerable<(string Path, SecretValue Secret)> Secrets(string path = "");

    /// <summary>Copies the value with each secret replaced.</summary>
    /// <param name="replace">Returns the replacement of a secret, by its path.</param>
    /// <param name="path">The path of this value.</param>
    public abstract SettingValue ReplaceSecrets(Func<string, SecretValue, SettingValue> replace, string path = "");
}
