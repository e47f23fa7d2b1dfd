using System.Diagnostics;
using System.Text.Json;

namespace Wasmill.Acceptance;

/// <summary>A stop finishes what is in flight, within its deadline; the rest is delivered after the start, and nothing twice.</summary>
public sealed class GracefulStopTests
{
    private const int Events = 40;
    private const int Concurrency = 32;

    [Fact]
    public async Task What_is_in_flight_is_finished_and_the_rest_is_delivered_after_the_start_and_nothing_twice()
    {
        await using var tool = Tool.Create();
        await using var sink = await FlakySink.StartAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sink.Gate = gate.Task;
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("create", "target", "cloudevents", "--name", "sink", "--endpoint", sink.Address);
        await tool.SucceedAsync("create", "trigger", "--target", "sink");
        await File.WriteAllTextAsync(
            Path.Combine(tool.Work, "events.json"),
            JsonSerializer.Serialize(Enumerable.Range(0, Events)),
            TestContext.Current.CancellationToken);
        await tool.SucceedAsync("send-event", "--file", "events.json");
        await sink.WaitForRequestsAsync(Concurrency);

        using var process = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(tool.Home, "b", "process.json"), TestContext.Current.CancellationToken));
        using (var terminated = Process.Start(
            "kill",
            ["-TERM", process.RootElement.GetProperty("processId").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await terminated.WaitForExitAsync(TestContext.Current.CancellationToken);
        var log = Path.Combine(tool.Home, "b", "logs", "broker.log");
        await LogFile.WaitForAsync(log, "stopping");
        gate.SetResult();
        await LogFile.WaitForAsync(log, "stopped");
        Assert.Equal(Concurrency, sink.Received.Count);

        await tool.SucceedAsync("start");
        await sink.WaitForEventsAsync(Events);
        Assert.All(sink.Received.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task A_target_that_never_answers_does_not_keep_a_broker_from_stopping()
    {
        await using var tool = Tool.Create();
        await using var sink = await FlakySink.StartAsync();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sink.Gate = gate.Task;
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("create", "target", "cloudevents", "--name", "sink", "--endpoint", sink.Address);
        await tool.SucceedAsync("create", "trigger", "--target", "sink");
        await tool.SucceedAsync("send-event", "--id", "kept", "{}");
        await sink.WaitForRequestsAsync(1);
        var started = Stopwatch.GetTimestamp();
        await tool.SucceedAsync("stop");
        // The deadline is 10 s.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 5, 15);
        gate.SetResult();
        await tool.SucceedAsync("start");
        await sink.WaitForAsync("kept", times: 1);
    }
}
