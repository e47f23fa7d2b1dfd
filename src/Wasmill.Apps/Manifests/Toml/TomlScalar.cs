namespace Wasmill.Apps.Manifests.Toml;

/// <summary>A string, integer, boolean, or any other single value.</summary>
internal sealed class TomlScalar(object? value, int line, int column) : TomlNode(line, column)
{
    /// <summary>
    /// The value: a <see cref="string"/>, <see cref="long"/>, <see cref="bool"/>, or null for a type that no manifest uses.
    /// </summary>
    public object? Value { get; } = value;
}
