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
        var file = new ComponentLogFile(path);
        var text = new string('x', 64 << 10);
        // Four files' worth of 64 KiB pieces.
        for (var i = 0; i < 4 * ComponentLogFile.LargestBytes / text.Length + 3; i++)
            file.Append(text);
        Assert.Equal([path, path + ".1"], Directory.EnumerateFileSystemEntries(_folder).Order(StringComparer.Ordinal));
        Assert.Equal((3L << 16, ComponentLogFile.LargestBytes), (new FileInfo(path).Length, new FileInfo(path + ".1").Length));
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
        var component = new ComponentLogs(logs, Hear, failures);
        component.Write("c", Result("one"));
        component.Write("c", Result("two"));
        Assert.Equal("before", File.ReadAllText(victim));
        Assert.Equal(2, failures.CountOf(WriteKind.FunctionLog));
        // What was written reaches the output all the same, and the failure is said once.
        Assert.Equal(["c: one", "c: two"], _said.Where(line => line.StartsWith("c: ", StringComparison.Ordinal)));
        Assert.Single(_said, line => line.Contains("not a regular file; they are left out and counted", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

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
