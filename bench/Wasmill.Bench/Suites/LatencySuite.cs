using Wasmill.Bench.Flows;
using Wasmill.Bench.Load;
using Wasmill.Bench.Machine;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;
using Wasmill.Bench.Sinks;

namespace Wasmill.Bench.Suites;

/// <summary>Measures the latency from sender to target at a moderate rate, alone and beside a hanging target.</summary>
internal sealed class LatencySuite(BenchOptions options, BenchReport report, Servers servers, Wrk wrk)
{
    private const int PerSecond = 500;
    private const double GoalMilliseconds = 5;
    private const double NeighbourShare = 0.2;
    private const double NeighbourMilliseconds = 1;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly LatencyRecorder _recorder = new();
    private readonly SlowNeighbour _neighbour = new();

    /// <summary>Runs the suite.</summary>
    public async Task RunAsync(FlushRate disk)
    {
        report.Say($"`--durability sync`, 256 B, {PerSecond} events/s in an open loop for {options.OpenLoop.TotalSeconds:0} s, "
            + "from the sender's release of the event to its arrival at a sink in the sender's process. The neighbour is a second trigger "
            + "for the same events whose target answers after 2 s.");
        await using var sink = await EventSink.StartAsync(_recorder.TakeAsync);
        await using var slow = await EventSink.StartAsync(_neighbour.TakeAsync);
        await using var alone = await servers.BrokerAsync(FlowFile.Matching(sink.Url));
        await using var beside = await servers.BrokerAsync(FlowFile.Matching(sink.Url, slow.Url));
        foreach (var broker in (Server[])[alone, beside])
        {
            await wrk.RunAsync(broker.Url, 32, options.WarmUp);
            await QuietAsync();
            await MeasureAsync("warm-up", broker.Port, () => broker.Processor, TimeSpan.FromSeconds(2));
            await QuietAsync();
        }

        var floor = await MeasureAsync("no broker", new Uri(sink.Url).Port, () => 0, options.OpenLoop);
        List<Sample> without = [], with = [];
        for (var pair = 0; pair < options.Pairs; pair++)
        {
            without.Add(await MeasureAsync("alone", alone.Port, () => alone.Processor, options.OpenLoop));
            _neighbour.IsSlow = true;
            with.Add(await MeasureAsync("beside a slow target", beside.Port, () => beside.Processor, options.OpenLoop));
            _neighbour.IsSlow = false;
            await QuietAsync();
        }

        var table = new Table(
            "pair", "alone p50 ms", "alone p99 ms", "alone CPU µs/event", "neighbour p50 ms", "neighbour p99 ms", "neighbour CPU µs/event");
        for (var i = 0; i < without.Count; i++)
            table.Row([$"{i + 1}", .. without[i].Cells[1..], .. with[i].Cells[1..]]);
        table.Row(["median", .. Sample.Median(without).Cells[1..], .. Sample.Median(with).Cells[1..]]);
        report.Add(table);
        report.Say($"The sender straight to its sink, without a broker: p50 {Figure.Of(floor.P50)} ms, p99 {Figure.Of(floor.P99)} ms. "
            + "It is part of every figure above.");

        var p99 = Sample.Median(without).P99;
        var limit = GoalMilliseconds + disk.P99;
        report.Goal(
            $"p99 at {PerSecond} events/s below 5 ms and the p99 of a flush ({Figure.Of(limit)} ms)", $"{Figure.Of(p99)} ms", p99 < limit);
        var difference = Statistics.Median(with.Zip(without, (one, other) => one.P99 - other.P99));
        var allowed = Math.Max(NeighbourShare * p99, NeighbourMilliseconds);
        report.Goal(
            $"a slow neighbour adds less than 20 % or 1 ms to the p99 ({Figure.Of(allowed)} ms)",
            $"{Figure.Of(difference)} ms (median of {with.Count} pairs)",
            difference < allowed);
    }

    private async Task<Sample> MeasureAsync(string name, int port, Func<double> clock, TimeSpan duration)
    {
        _recorder.Clear();
        using var sender = new OpenLoop(port, Payload.Plain);
        var before = clock();
        var sent = await sender.RunAsync(PerSecond, duration);
        await _recorder.WaitForAsync(sent, Longest);
        var processor = (clock() - before) / sent;
        if (sender.Refused > 0)
            report.Fail($"{name}: {sender.Refused} of {sent} events were not answered with 202");
        if (_recorder.Count != sent)
            report.Fail($"{name}: {_recorder.Count} of {sent} events have arrived");
        var times = _recorder.Times;
        return new Sample(
            sent / duration.TotalSeconds, Statistics.Percentile(times, 50), Statistics.Percentile(times, 99), processor, sender.Refused);
    }

    // Wait until both sinks have received their backlog.
    private async Task QuietAsync()
    {
        long last;
        do
        {
            last = _recorder.All + _neighbour.Count;
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
        while (_recorder.All + _neighbour.Count != last || _neighbour.Held > 0);
    }
}
