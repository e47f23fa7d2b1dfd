using Microsoft.Extensions.Logging;
using Wasmill.Server.Processes;

namespace Wasmill.Server.Tests.Processes;

/// <summary>Lines for systemd's journal have their severity, and no time of their own.</summary>
public sealed class JournalLogFormatTests
{
    [Theory]
    [InlineData(LogLevel.Critical, "<2>b | error: ")]
    [InlineData(LogLevel.Error, "<3>b | error: ")]
    [InlineData(LogLevel.Warning, "<4>b | warning: ")]
    [InlineData(LogLevel.Information, "<6>b | ")]
    public void Each_line_begins_with_its_severity(LogLevel level, string prefix)
    {
        var entry = Entries.Make("one\ntwo") with { Level = level };
        Assert.Equal([prefix + "one", prefix[..3] + "b | two"], new JournalLogFormat(new TextLogFormat()).FormatEcho(entry));
    }

    [Fact]
    public void The_file_is_that_of_the_format()
        => Assert.Equal(
            "2026-01-02T03:04:05.006Z b | one\n", new JournalLogFormat(new TextLogFormat()).FormatFile(Entries.Make("one")));

    [Fact]
    public void JSON_has_no_time_in_the_journal_and_has_it_in_the_file()
    {
        var format = new JournalLogFormat(new JsonLogFormat { EchoesTime = false });
        Assert.StartsWith("<6>{\"level\":", Assert.Single(format.FormatEcho(Entries.Make("one"))), StringComparison.Ordinal);
        Assert.StartsWith("{\"time\":", format.FormatFile(Entries.Make("one")), StringComparison.Ordinal);
    }
}
