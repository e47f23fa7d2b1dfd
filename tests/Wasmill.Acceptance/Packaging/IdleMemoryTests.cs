using System.Diagnostics;
using System.Globalization;

namespace Wasmill.Acceptance.Packaging;

/// <summary>The memory of a native broker that nothing happens to.</summary>
public sealed class IdleMemoryTests
{
    private const int MostKibibytes = 30 << 10;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_broker_gives_back_the_code_of_its_start()
    {
        Assert.SkipUnless(Repository.NativeProgram is not null, "only with a native program (WASMILL_PROGRAM, or ./test --long)");
        await using var tool = Tool.Create();
        var flow = Path.Combine(tool.Folder, "flow.yaml");
        await File.WriteAllTextAsync(
            flow, "apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata: {name: b}\n", TestContext.Current.CancellationToken);
        await using var broker = tool.StartShell(
            $"exec {Tool.CommandLine("run", "-f", flow, "--listen", $"127.0.0.1:{Ports.Free()}")}");
        await broker.WaitForAsync("runs at");
        // The kernel alone knows when it has happened.
        var began = Stopwatch.GetTimestamp();
        int resident;
        while ((resident = Resident(broker.ProcessId)) > MostKibibytes && Stopwatch.GetElapsedTime(began) < Longest)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        Assert.True(resident <= MostKibibytes, $"{resident} KiB");
    }

    private static int Resident(int process) => File.ReadLines($"/proc/{process}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture))
        .Single();
}
