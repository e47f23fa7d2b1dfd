namespace Wasmill.Apps.Manifests.Toml;

/// <summary>A string, integer, boolean, or anything else that is one value.</summary>
internal sealed class TomlScalar(object? value, int line, int column) : TomlNode(line, column)
{
    /// <summary>A <see cref="string"/>, <see cref="long"/>, <see cref="bool"/>, or null for a kind of value that no manifest uses.</summary>
    public object? Value { get; } = value;
}
