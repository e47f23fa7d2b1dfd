using Microsoft.Extensions.Logging;
using Wasmill.Server.Processes;

namespace Wasmill.Server.Tests.Processes;

/// <summary>Tests of the log format for people.</summary>
public sealed class TextLogFormatTests
{
    private static readonly TextLogFormat Format = new();

    [Fact]
    public void A_message_is_a_line_with_time_and_component()
        => Assert.Equal("2026-01-02T03:04:05.006Z b | serving at http://x\n", Format.FormatFile(Entries.Make("serving at http://x")));

    [Fact]
    public void Each_line_of_a_message_is_a_line_of_its_own()
        => Assert.Equal(
            "2026-01-02T03:04:05.006Z b | one\n2026-01-02T03:04:05.006Z b | two\n", Format.FormatFile(Entries.Make("one\r\ntwo")));

    [Fact]
    public void An_exception_follows_its_message()
        => Assert.Equal(
            "2026-01-02T03:04:05.006Z b | it failed: System.IO.IOException: no\n",
            Format.FormatFile(Entries.Make("it failed") with { Error = new IOException("no") }));

    [Fact]
    public void Fields_that_the_text_does_not_name_stand_in_brackets()
    {
        var entry = Entries.Make("hello", "{Line}", ("Line", "hello"), ("trigger", "all"), ("event", "42"), ("attempt", 1), ("empty", ""));
        Assert.Equal("2026-01-02T03:04:05.006Z b [trigger=all event=42 attempt=1] | hello\n", Format.FormatFile(entry));
        Assert.Equal(["b | hello"], Format.FormatEcho(entry));
    }

    [Theory]
    [InlineData(LogLevel.Warning, "warning: ")]
    [InlineData(LogLevel.Error, "error: ")]
    [InlineData(LogLevel.Critical, "error: ")]
    public void Warnings_and_errors_are_marked(LogLevel level, string mark)
    {
        var entry = Entries.Make("one\ntwo") with { Level = level };
        Assert.Equal([$"b | {mark}one", "b | two"], Format.FormatEcho(entry));
    }

    [Theory]
    [InlineData("a b", "\"a b\"")]
    [InlineData("] | forged", "\"] | forged\"")]
    [InlineData("\n2026", "\"\\n2026\"")]
    public void An_id_that_looks_like_a_part_of_the_line_is_quoted(string id, string shown)
        => Assert.Equal(
            $"2026-01-02T03:04:05.006Z b [event={shown}] | hello\n",
            Format.FormatFile(Entries.Make("hello", "{Line}", ("Line", "hello"), ("event", id))));
}
