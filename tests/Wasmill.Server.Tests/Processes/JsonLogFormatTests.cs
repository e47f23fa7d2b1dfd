using System.Text.Json;
using Wasmill.Server.Processes;

namespace Wasmill.Server.Tests.Processes;

/// <summary>Tests of the log format for programs.</summary>
public sealed class JsonLogFormatTests
{
    private static readonly JsonLogFormat Format = new();

    [Fact]
    public void A_message_is_one_object_on_one_line()
    {
        var line = Format.FormatFile(Entries.Make("one\ntwo", "{Line}", ("Line", "one\ntwo"), ("trigger", "all"), ("attempt", 3)));
        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line[..^1]);
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        Assert.Equal(
            ["time", "level", "eventId", "eventName", "component", "message", "fields"],
            root.EnumerateObject().Select(property => property.Name));
        Assert.Equal("2026-01-02T03:04:05.006Z", root.GetProperty("time").GetString());
        Assert.Equal(
            ("Information", 7, "Tested"),
            (root.GetProperty("level").GetString(), root.GetProperty("eventId").GetInt32(), root.GetProperty("eventName").GetString()));
        Assert.Equal(("b", "one\ntwo"), (root.GetProperty("component").GetString(), root.GetProperty("message").GetString()));
        var fields = root.GetProperty("fields");
        Assert.Equal(["line", "trigger", "attempt"], fields.EnumerateObject().Select(property => property.Name));
        Assert.Equal(3, fields.GetProperty("attempt").GetInt32());
    }

    [Fact]
    public void An_exception_is_a_property()
    {
        using var json = JsonDocument.Parse(Format.FormatFile(Entries.Make("it failed") with { Error = new IOException("no") }));
        Assert.Equal("System.IO.IOException: no", json.RootElement.GetProperty("exception").GetString());
    }

    [Fact]
    public void Control_characters_and_half_a_surrogate_pair_do_no_harm()
    {
        var line = Format.FormatFile(Entries.Make("\u001b[2J \ud800 \u0000"));
        Assert.DoesNotContain(line[..^1], char.IsControl);
        using var json = JsonDocument.Parse(line);
        Assert.Equal("\u001b[2J \ufffd \u0000", json.RootElement.GetProperty("message").GetString());
    }
}
