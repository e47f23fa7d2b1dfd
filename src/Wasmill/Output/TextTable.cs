using System.Text;

namespace Wasmill.Output;

/// <summary>
/// A plain table without lines: columns at least 10 wide, 5 blanks apart, like the describe tables of tmctl.
/// The last column is not padded.
/// </summary>
internal sealed class TextTable(params string[] headings)
{
    private const int MinimumWidth = 10;
    private const int Gap = 5;
    private readonly List<TableCell[]> _rows = [[.. headings.Select(heading => new TableCell(heading))]];

    /// <summary>Rows without the heading.</summary>
    public int Count => _rows.Count - 1;

    /// <summary>Adds a row with one cell for each heading.</summary>
    public void Add(params TableCell[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, headings.Length);
        _rows.Add(cells);
    }

    /// <summary>Writes the table and one blank line after it; nothing when it has no rows.</summary>
    public void Write(TextWriter writer)
    {
        if (Count == 0)
            return;

        var widths = new int[headings.Length];
        for (var column = 0; column < widths.Length; column++)
            widths[column] = Math.Max(MinimumWidth, _rows.Max(row => row[column].Text.Length) + Gap);

        var line = new StringBuilder();
        foreach (var row in _rows)
        {
            line.Clear();
            for (var column = 0; column < row.Length; column++)
            {
                line.Append(row[column].Painted);
                if (column < row.Length - 1)
                    line.Append(' ', widths[column] - row[column].Text.Length);
            }

            writer.WriteLine(line);
        }

        writer.WriteLine();
    }
}
