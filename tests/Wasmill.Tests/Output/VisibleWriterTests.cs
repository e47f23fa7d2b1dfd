using System.Text;
using System.Text.Json;
using Wasmill.Output;

namespace Wasmill.Tests.Output;

public sealed class VisibleWriterTests
{
    [Theory]
    [InlineData("\u001b]0;owned\u0007", @"\u001b]0;owned\u0007")]
    [InlineData("\u001b[2Jgone", @"\u001b[2Jgone")]
    [InlineData("a\u009b31mb\u007f", @"a\u009b31mb\u007f")]
    [InlineData("good\rbad", @"good\u000dbad")]
    [InlineData("a\u202eb\u2066c\u2069", @"a\u202eb\u2066c\u2069")]
    [InlineData("one\r\ntwo\tthree\n", "one\ntwo\tthree\n")]
    [InlineData("äöü ☁️ 漢字", "äöü ☁️ 漢字")]
    public void Control_characters_are_shown_and_text_stays_as_it_is(string text, string shown)
    {
        var terminal = new FakeTerminal();
        terminal.Out.Write(text);
        Assert.Equal(shown, terminal.Text);
    }

    [Fact]
    public async Task Every_way_to_write_shows_control_characters()
    {
        var terminal = new FakeTerminal(useColour: true);
        const string Hostile = "\u001b[2J";
        terminal.Out.Write('\u001b');
        terminal.Out.Write(Hostile.ToCharArray());
        terminal.Out.Write(Hostile.AsSpan());
        terminal.Out.Write("{0}", Hostile);
        terminal.Out.Write((object)Hostile);
        terminal.Out.Write(new StringBuilder(Hostile));
        terminal.Out.WriteLine(Hostile);
        terminal.Out.WriteLine(Hostile.AsSpan());
        terminal.Out.WriteLine(Hostile.ToCharArray());
        terminal.Out.WriteLine(new StringBuilder(Hostile));
        terminal.Out.WriteLine((object)Hostile);
        terminal.Out.WriteLine("{0}", Hostile);
        await terminal.Out.WriteAsync(Hostile);
        await terminal.Out.WriteAsync(Hostile.AsMemory(), TestContext.Current.CancellationToken);
        await terminal.Out.WriteLineAsync(Hostile);
        await terminal.Out.WriteLineAsync(Hostile.AsMemory(), TestContext.Current.CancellationToken);
        Assert.DoesNotContain('\u001b', terminal.Text);
        Assert.Equal(16, terminal.Text.Split(@"\u001b").Length - 1);
    }

    [Fact]
    public void Colours_are_the_commands_own()
    {
        var terminal = new FakeTerminal(useColour: true);
        terminal.Out.WriteLine(terminal.Good("well") + terminal.Bad("\u001b[2J") + terminal.Faint("less"));
        Assert.Equal("\u001b[92mwell\u001b[39m\u001b[31m" + @"\u001b[2J" + "\u001b[39m\u001b[90mless\u001b[39m\n", terminal.Text);
    }

    [Fact]
    public void Json_holds_the_same_value_after_it()
    {
        var terminal = new FakeTerminal();
        terminal.Out.WriteLine("{\"a\":\"x\u009by\u007f\u202e\"}");
        using var document = JsonDocument.Parse(terminal.Text);
        Assert.Equal("x\u009by\u007f\u202e", document.RootElement.GetProperty("a").GetString());
    }
}
