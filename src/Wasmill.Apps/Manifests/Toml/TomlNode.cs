namespace Wasmill.Apps.Manifests.Toml;

/// <summary>A value of a TOML document with its place.</summary>
/// <param name="line">The line, from 1.</param>
/// <param name="column">The column, from 1.</param>
internal abstract class TomlNode(int line, int column)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}
