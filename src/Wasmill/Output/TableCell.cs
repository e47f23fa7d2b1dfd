namespace Wasmill.Output;

/// <summary>The text of one cell, and the same text with colours, which take no room on the screen.</summary>
internal readonly record struct TableCell(string Text, string Painted)
{
    /// <summary>A cell without colour.</summary>
    public TableCell(string text) : this(text, text) { }

    /// <summary>A plain text is a cell without colour.</summary>
    public static implicit operator TableCell(string text) => new(text);
}
