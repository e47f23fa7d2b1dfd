using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Wasmill.Acceptance;

/// <summary>What is on the disk when an edit answers, by the system calls of the broker's own process.</summary>
public sealed class DurableEditTests
{
    [Fact]
    public async Task An_edit_answers_after_the_new_file_the_rename_and_the_folder_are_flushed()
    {
        await using var tool = Tool.Create();
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("create", "target", "cloudevents", "--name", "sink", "--endpoint", "http://127.0.0.1:9");
        var folder = Path.Combine(tool.Home, "b");
        var trace = Path.Combine(tool.Folder, "trace");

        await using (await TraceAsync(folder, trace))
            await tool.SucceedAsync("create", "trigger", "--name", "t", "--target", "sink");

        var flow = Regex.Escape(Path.Combine(folder, "flow.yaml"));
        await AssertOrderAsync(
            trace,
            $@"fsync\(\d+<{flow}\.[^>]+\.tmp>{Done}",
            $@"rename\w*\(.*{flow}\.[^""]+\.tmp"", .*""{flow}""[^\n]*{Done}",
            $@"fsync\(\d+<{Regex.Escape(folder)}>{Done}",
            @"HTTP/1\.1 204");
    }

    [Fact]
    public async Task A_new_broker_serves_after_its_folder_is_in_its_home_on_the_disk()
    {
        await using var tool = Tool.Create();
        var flow = Path.Combine(tool.Work, "flow.yaml");
        await File.WriteAllTextAsync(
            flow, "apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata:\n  name: b\n", TestContext.Current.CancellationToken);
        var trace = Path.Combine(tool.Folder, "trace");
        Assert.SkipUnless(HasStrace(), "strace is not installed, or may not trace");

        await using (var broker = tool.StartShell($"exec strace -f -y -s 200 -o {trace} -e trace=mkdir,mkdirat,fsync,write "
            + $"{Tool.CommandLine("run", "-f", flow, "--listen", $"127.0.0.1:{Ports.Free()}")}"))
            await broker.WaitForAsync("runs at");

        var (home, parent) = (Regex.Escape(tool.Home), Regex.Escape(tool.Folder));
        await AssertOrderAsync(
            trace,
            $@"mkdir\w*\(.*""{home}""[^\n]*{Done}",
            $@"fsync\(\d+<{parent}>{Done}",
            $@"mkdir\w*\(.*""{home}/b""[^\n]*{Done}",
            $@"fsync\(\d+<{home}>{Done}",
            $@"mkdir\w*\(.*""{home}/b/logs""[^\n]*{Done}",
            $@"fsync\(\d+<{home}/b>{Done}",
            "runs at");
    }

    // Another thread's call may come in between; the calls of one thread have ended when its next begins.
    private const string Done = @"(?:\) += 0| <unfinished)";

    private static bool HasStrace()
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("strace", ["-f", "-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task AssertOrderAsync(string trace, params string[] steps)
    {
        var calls = await File.ReadAllTextAsync(trace, TestContext.Current.CancellationToken);
        var at = 0;
        foreach (var step in steps)
        {
            var found = new Regex(step).Match(calls, at);
            Assert.True(found.Success, $"no {step} after offset {at} of:\n{calls}");
            at = found.Index + found.Length;
        }
    }

    // Attached to the process, whose threads are all traced; detached when the command ends.
    private static async Task<BackgroundTrace> TraceAsync(string folder, string output)
    {
        using var process = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "process.json")));
        var id = process.RootElement.GetProperty("processId").GetInt32();
        Assert.SkipUnless(HasStrace(), "strace is not installed, or may not trace");
        var start = new ProcessStartInfo("strace", [
            "-f", "-y", "-s", "64", "-o", output, "-e", "trace=fsync,rename,renameat,renameat2,sendto,sendmsg,write,writev", "-p", $"{id}",
        ])
        {
            RedirectStandardError = true,
        };
        var trace = new BackgroundTrace(Process.Start(start)!);
        Assert.True(await trace.IsAttachedAsync());
        return trace;
    }

    private sealed class BackgroundTrace(Process process) : IAsyncDisposable
    {
        /// <summary>Waits until strace says that it is attached; false when it ends instead.</summary>
        public async Task<bool> IsAttachedAsync()
        {
            while (await process.StandardError.ReadLineAsync() is { } line)
            {
                if (line.Contains("attached", StringComparison.Ordinal))
                    return true;
            }

            return false;
        }

        public async ValueTask DisposeAsync()
        {
            // On SIGINT it detaches and writes what it has.
            using var interrupt = Process.Start("kill", ["-INT", $"{process.Id}"]);
            await interrupt.WaitForExitAsync();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
