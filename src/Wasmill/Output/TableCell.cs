namespace Wasmill.Output;

/// <summary>The text of one cell, and its color, which takes no room on the screen.</summary>
/// <param name="Text">The text.</param>
/// <param name="Paint">Returns a text in the color of the cell; null for none.</param>
internal readonly record struct TableCell(string Text, Func<string, string>? Paint = null)
{
    /// <summary>A plain text is a cell without color.</summary>
    public static implicit operator TableCell(string text) => new(text);

    /// <summary>The text in its color, cut if it is too long.</summary>
    /// <param name="width">The maximum number of characters.</param>
    public string Show(int width)
    {
        var text = Text.Length <= width ? Text : Text[..(width - 1)] + "…";
        return Paint is null ? text : Paint(text);
    }
}
