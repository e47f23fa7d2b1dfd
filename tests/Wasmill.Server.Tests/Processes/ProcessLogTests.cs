using System.Text.Json;
using Microsoft.Extensions.Logging;
using Wasmill.Server.Processes;
using Wasmill.Storage;

namespace Wasmill.Server.Tests.Processes;

/// <summary>The log's file: its lines, its length, and what becomes of lines that find no room.</summary>
public sealed partial class ProcessLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-log-").FullName;

    private string LogPath => Path.Combine(_folder, "logs", "broker.log");

    [Fact]
    public void A_logger_writes_lines_under_its_category_and_nothing_below_information()
    {
        using (var log = new ProcessLog(LogPath, null, new TextLogFormat(), TimeProvider.System))
        {
            Said(log.CreateLogger("resize"), "hello");
            log.CreateLogger("resize").Log(LogLevel.Debug, "unseen");
        }

        Assert.EndsWith(" resize | hello", Assert.Single(File.ReadAllLines(LogPath)), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(LogPath));
    }

    [Fact]
    public void A_long_file_is_followed_by_a_new_one()
    {
        using var log = new ProcessLog(LogPath, null, new TextLogFormat(), TimeProvider.System, largest: 100);
        for (var i = 0; i < 5; i++)
            Said(log.CreateLogger("b"), new string('x', 60));
        Assert.True(File.Exists(LogPath + ".1"));
        Assert.InRange(new FileInfo(LogPath).Length, 1, 250);
    }

    // A folder in the place of the file cannot be opened, like a file on a disk that refuses.
    [Fact]
    public void Dropped_lines_are_counted_and_told_once_there_is_room()
    {
        var time = new SteppedTime();
        Directory.CreateDirectory(LogPath);
        using (var log = new ProcessLog(LogPath, null, new JsonLogFormat(), time))
        {
            Said(log.CreateLogger("b"), "lost");
            Directory.Delete(LogPath);
            time.Step(TimeSpan.FromSeconds(2));
            Said(log.CreateLogger("b"), "kept");
            Assert.True(log.Failures.CountOf(WriteKind.LogLine) > 0);
        }

        var lines = File.ReadAllLines(LogPath).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(("LinesDropped", 9001), (lines[0].GetProperty("eventName").GetString(), lines[0].GetProperty("eventId").GetInt32()));
        Assert.True(lines[0].GetProperty("fields").GetProperty("lines").GetInt64() >= 1);
        Assert.Equal("kept", lines[1].GetProperty("message").GetString());
    }

    [Fact]
    public void The_echo_gets_every_line()
    {
        using var echo = new StringWriter();
        using (var log = new ProcessLog(LogPath, echo, new TextLogFormat(), TimeProvider.System))
            Said(log.CreateLogger("b"), "one\ntwo");
        Assert.Equal(["b | one", "b | two"], echo.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [LoggerMessage(1, LogLevel.Information, "{Text}")]
    private static partial void Said(ILogger log, string text);

    private sealed class SteppedTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_ticks);

        public void Step(TimeSpan time) => _ticks += time.Ticks;
    }
}
