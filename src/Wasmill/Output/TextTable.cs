using System.Text;

namespace Wasmill.Output;

// Tested by: TextTableTests
/// <summary>
/// A plain table without lines: columns at least 10 wide, 5 blanks apart, like the describe tables of tmctl. On a terminal that is too
/// narrow for that, columns are as wide as their content and 2 blanks apart, and the longest texts are cut. The last column is not padded.
/// </summary>
internal sealed class TextTable(params string[] headings)
{
    private const int MinimumWidth = 10;
    private const int WideGap = 5;
    private const int NarrowGap = 2;

    // "abc…": less says nothing.
    private const int ShortestCut = 4;

    private readonly List<TableCell[]> _rows = [[.. headings.Select(heading => new TableCell(heading))]];
    // By row.
    private readonly Dictionary<int, string> _notes = [];

    /// <summary>Rows without the heading.</summary>
    public int Count => _rows.Count - 1;

    /// <summary>Adds a row with one cell for each heading.</summary>
    public void Add(params TableCell[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, headings.Length);
        _rows.Add(cells);
    }

    /// <summary>Adds a line below the last row.</summary>
    public void AddNote(string text) => _notes[Count] = text;

    /// <summary>Writes the table and one blank line after it; nothing when it has no rows.</summary>
    public void Write(ITerminal terminal)
    {
        if (Count == 0)
            return;

        var (gap, widths) = Arrange(terminal.Width);
        var line = new StringBuilder();
        for (var i = 0; i < _rows.Count; i++)
        {
            line.Clear();
            for (var column = 0; column < headings.Length; column++)
            {
                var cell = _rows[i][column];
                line.Append(cell.Show(widths[column]));
                if (column < headings.Length - 1)
                    line.Append(' ', widths[column] - Math.Min(cell.Text.Length, widths[column]) + gap);
            }

            terminal.Out.WriteLine(line);
            if (_notes.TryGetValue(i, out var note))
                terminal.Out.WriteLine(note);
        }

        terminal.Out.WriteLine();
    }

    // The gap, and the widths of the columns without it.
    private (int Gap, int[] Widths) Arrange(int? width)
    {
        var widths = new int[headings.Length];
        for (var column = 0; column < widths.Length; column++)
            widths[column] = _rows.Max(row => row[column].Text.Length);
        int[] wide = [.. widths[..^1].Select(content => Math.Max(MinimumWidth - WideGap, content)), widths[^1]];
        if (width is not { } limit || wide.Sum() + WideGap * (wide.Length - 1) <= limit)
            return (WideGap, wide);
        for (var over = widths.Sum() + NarrowGap * (widths.Length - 1) - limit; over > 0; over--)
        {
            var longest = Array.IndexOf(widths, widths.Max());
            if (widths[longest] == ShortestCut)
                break;
            widths[longest]--;
        }

        return (NarrowGap, widths);
    }
}
