namespace Wasmill.Apps.Manifests.Toml;

/// <summary>A table, with the order and the places of its keys.</summary>
internal sealed class TomlTable(int line, int column) : TomlNode(line, column)
{
    public Dictionary<string, TomlNode> Items { get; } = new(StringComparer.Ordinal);
}
