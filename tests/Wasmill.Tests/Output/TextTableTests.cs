using Wasmill.Output;

namespace Wasmill.Tests.Output;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_ten_wide_at_least_and_five_apart_and_colours_take_no_room()
    {
        var table = new TextTable("Broker", "Status", "Note");
        table.Add("a-long-broker-name", new TableCell("ok", text => $"<{text}>"), "x");
        Assert.Equal("Broker                 Status     Note\na-long-broker-name     <ok>         x\n\n", Write(table));
    }

    [Fact]
    public void An_empty_table_writes_nothing() => Assert.Equal("", Write(new TextTable("A")));

    [Fact]
    public void A_note_is_below_its_row()
    {
        var table = new TextTable("A", "B");
        table.Add("1", "2");
        table.AddNote("  why");
        table.Add("3", "4");
        Assert.Equal("A         B\n1         2\n  why\n3         4\n\n", Write(table));
    }

    [Fact]
    public void On_a_narrow_terminal_columns_move_together_before_anything_is_cut()
    {
        var table = new TextTable("Target", "Status");
        table.Add("orders", "online");
        Assert.Equal("Target     Status\norders     online\n\n", Write(table, 17));
        Assert.Equal("Target  Status\norders  online\n\n", Write(table, 16));
    }

    [Fact]
    public void The_longest_text_is_cut_to_the_width_of_the_terminal()
    {
        var table = new TextTable("Target", "Address", "Status");
        table.Add("orders", new TableCell("http://orders.example.com/events", text => $"<{text}>"), "online");
        var lines = Write(table, 40).Split('\n');
        Assert.Equal("orders  <http://orders.example.c…>  online", lines[1]);
        Assert.Equal(40, lines[1].Length - "<>".Length);
    }

    [Fact]
    public void On_the_narrowest_terminal_something_is_left_of_each_text()
    {
        var table = new TextTable("Target", "Status");
        table.Add("orders", "online");
        Assert.Equal("Tar…  Sta…\nord…  onl…\n\n", Write(table, 1));
    }

    private static string Write(TextTable table, int? width = null)
    {
        var terminal = new FakeTerminal { Width = width };
        table.Write(terminal);
        return terminal.Text;
    }
}
