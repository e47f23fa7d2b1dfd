using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Broker.Sources;
using Wasmill.Storage;

namespace Wasmill.Broker.Tests.Sources;

public sealed class PositionFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasmill-position-");
    private readonly FailedWrites _failures = new(TimeProvider.System, NullLogger.Instance);

    private string FilePath => Path.Combine(_folder.FullName, "sources", "one.position");

    [Fact]
    public void What_was_stored_is_read_and_the_file_is_private()
    {
        Assert.Null(Position().Read());
        Assert.True(Position().Store("line 1\nline 2 \u00e9"));
        Assert.Equal("line 1\nline 2 \u00e9", Position().Read());
        Assert.Equal("wasmill source position 1\nTestSource\nline 1\nline 2 \u00e9", File.ReadAllText(FilePath));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void A_position_of_another_kind_means_nothing()
    {
        Position("OtherSource").Store("x");
        Assert.Null(Position().Read());
    }

    [Theory]
    [InlineData("", "is damaged")]
    [InlineData("wasmill source position 1", "is damaged")]
    [InlineData("wasmill source position 1\nTestSource", "is damaged")]
    [InlineData("something else\nTestSource\nx", "is damaged")]
    [InlineData("wasmill source position 2\nTestSource\nx", "was written by a newer version of wasmill")]
    public void Damage_is_an_error_that_says_how_to_go_on(string content, string reason)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, content);
        var error = Assert.Throws<SourceException>(() => Position().Read());
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(FilePath, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_write_is_counted_and_keeps_the_old_position()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "sources"), "a file where the folder should be");
        Assert.False(Position().Store("x"));
        Assert.Equal(1, _failures.CountOf(WriteKind.Position));
    }

    [Fact]
    public void Removed_sources_and_killed_processes_leave_no_file()
    {
        var folder = Path.GetDirectoryName(FilePath)!;
        Position().Store("x");
        var own = $"one.position.{Environment.ProcessId}.0a.tmp";
        foreach (var file in (string[])["two.position", "two.position.1.0a.tmp", "one.position.1.0a.tmp", own])
            File.WriteAllText(Path.Combine(folder, file), "");

        new PositionFolder(folder, _failures).KeepOnly(new HashSet<string> { "one" });

        // A write of this process may be under way.
        Assert.Equal(["one.position", own], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        new PositionFolder(folder, _failures).KeepOnly(new HashSet<string>());
        Assert.Empty(Directory.GetFiles(folder));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private PositionFile Position(string kind = "TestSource") => new(FilePath, kind, _failures);
}
