namespace Wasmill.Apps.Manifests.Toml;

/// <summary>A value of a TOML document with its place.</summary>
/// <param name="line">From 1.</param>
/// <param name="column">From 1.</param>
internal abstract class TomlNode(int line, int column)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}
