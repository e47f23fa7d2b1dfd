using Wasmill.Apps.Serving;
using Wasmill.Functions;
using Wasmill.Storage;

namespace Wasmill.Apps.Tests.Serving;

public sealed class ComponentLogsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-logs-").FullName;
    private readonly List<string> _said = [];

    [Fact]
    public void A_full_file_is_kept_as_the_only_predecessor_of_a_new_one()
    {
        var path = Path.Combine(_folder, "c_stdout.txt");
        using var file = new ComponentLogFile(path);
        var text = Enumerable.Repeat((byte)'x', 64 << 10).ToArray();
        // Four files' worth of 64 KiB pieces.
        for (var i = 0; i < 4 * ComponentLogFile.LargestBytes / text.Length + 3; i++)
            file.Append(text);
        Assert.Equal([path, path + ".1"], Directory.EnumerateFileSystemEntries(_folder).Order(StringComparer.Ordinal));
        Assert.Equal((3L << 16, ComponentLogFile.LargestBytes), (new FileInfo(path).Length, new FileInfo(path + ".1").Length));
    }

    [Fact]
    public void Each_call_is_in_the_files_before_the_next_one()
    {
        using var component = new ComponentLogs(_folder, Hear, Failures());
        component.Write("c", Result("one"));
        Assert.Equal("one\n", Read("c_stdout.txt"));
        component.Write("d", Result("other"));
        component.Write("c", Result("two") with { Reason = "trap: é" });
        Assert.Equal(("one\ntwo\n", "trap: é\n", "other\n"), (Read("c_stdout.txt"), Read("c_stderr.txt"), Read("d_stdout.txt")));
        Assert.False(File.Exists(Path.Combine(_folder, "d_stderr.txt")));
    }

    [Fact]
    public void A_file_that_was_removed_or_renamed_is_created_anew()
    {
        var logs = Path.Combine(_folder, "logs");
        using var component = new ComponentLogs(logs, Hear, Failures());
        component.Write("c", Result("one"));
        File.Move(Path.Combine(logs, "c_stdout.txt"), Path.Combine(logs, "c_stdout.txt.old"));
        component.Write("c", Result("two"));
        Assert.Equal(("one\n", "two\n"), (Read("logs/c_stdout.txt.old"), Read("logs/c_stdout.txt")));
        Directory.Delete(logs, recursive: true);
        component.Write("c", Result("three"));
        Assert.Equal("three\n", Read("logs/c_stdout.txt"));
    }

    [Fact]
    public void Two_processes_write_into_one_file_in_turn_and_no_line_is_lost()
    {
        using var one = new ComponentLogs(_folder, static (_, _) => { }, Failures());
        using var other = new ComponentLogs(_folder, static (_, _) => { }, Failures());
        Parallel.For(0, 200, i => (i % 2 == 0 ? one : other).Write("c", Result($"line {i:000}")));
        Assert.Equal(
            Enumerable.Range(0, 200).Select(i => $"line {i:000}"),
            File.ReadLines(Path.Combine(_folder, "c_stdout.txt")).Order(StringComparer.Ordinal));
        Assert.Empty(_said);
    }

    [Theory]
    [InlineData("ln", "-s")]
    [InlineData("mkfifo", null)]
    public void What_is_no_regular_file_is_not_written_to_and_the_call_goes_on(string tool, string? option)
    {
        var victim = Path.Combine(_folder, "victim");
        File.WriteAllText(victim, "before");
        var logs = Directory.CreateDirectory(Path.Combine(_folder, "logs")).FullName;
        var place = Path.Combine(logs, "c_stdout.txt");
        using (var process = System.Diagnostics.Process.Start(tool, option is null ? [place] : [option, victim, place]))
            process.WaitForExit();
        var failures = Failures();
        using var component = new ComponentLogs(logs, Hear, failures);
        component.Write("c", Result("one"));
        component.Write("c", Result("two"));
        Assert.Equal("before", File.ReadAllText(victim));
        Assert.Equal(2, failures.CountOf(WriteKind.FunctionLog));
        // What was written reaches the output all the same, and the failure is said once.
        Assert.Equal(["c: one", "c: two"], _said.Where(line => line.StartsWith("c: ", StringComparison.Ordinal)));
        Assert.Single(_said, line => line.Contains("not a regular file; they are left out and counted", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));

    private static FunctionResult Result(string line)
        => new(
            new FunctionResponse(200, [], default),
            FunctionFailure.None,
            "",
            [new FunctionLogLine(FunctionLogStream.Output, line)],
            TimeSpan.Zero);

    private FailedWrites Failures() => new(TimeProvider.System, new LineLogger(_said.Add));

    private void Hear(string component, string line) => _said.Add($"{component}: {line}");
}
