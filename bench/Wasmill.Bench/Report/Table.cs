using System.Text;

namespace Wasmill.Bench.Report;

/// <summary>A Markdown table.</summary>
internal sealed class Table
{
    private readonly StringBuilder _text = new();

    /// <summary>Creates a table with its columns.</summary>
    public Table(params string[] columns)
    {
        Row(columns);
        _text.Append('|').Insert(_text.Length, "---|", columns.Length).Append('\n');
    }

    /// <summary>Adds a row.</summary>
    public void Row(params string[] cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <inheritdoc />
    public override string ToString() => _text.ToString();
}
