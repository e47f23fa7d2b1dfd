using Wasmill.Output;

namespace Wasmill.Tests.Output;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_ten_wide_at_least_and_five_apart_and_colours_take_no_room()
    {
        var table = new TextTable("Broker", "Status", "Note");
        table.Add("a-long-broker-name", new TableCell("ok", "\u001b[92mok\u001b[39m"), "x");
        var writer = new StringWriter { NewLine = "\n" };
        table.Write(writer);
        Assert.Equal(
            "Broker                 Status     Note\na-long-broker-name     \u001b[92mok\u001b[39m         x\n\n", writer.ToString());
    }

    [Fact]
    public void An_empty_table_writes_nothing()
    {
        var writer = new StringWriter();
        new TextTable("A").Write(writer);
        Assert.Equal("", writer.ToString());
    }
}
