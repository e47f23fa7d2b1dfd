namespace Wasmill.Apps.Manifests.Toml;

/// <summary>An array, written as one or as repeated tables.</summary>
internal sealed class TomlList(int line, int column) : TomlNode(line, column)
{
    public List<TomlNode> Items { get; } = [];
}
