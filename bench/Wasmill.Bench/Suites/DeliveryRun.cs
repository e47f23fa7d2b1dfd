using System.Diagnostics;
using System.Globalization;
using Wasmill.Bench.Load;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;

namespace Wasmill.Bench.Suites;

/// <summary>Loads a broker whose triggers deliver to a bare endpoint, until all events have arrived there.</summary>
internal sealed class DeliveryRun(BenchReport report, Wrk wrk, Server sink)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);

    /// <summary>The data of the events.</summary>
    public Payload Payload { get; init; } = Payload.Plain;

    /// <summary>Measures once.</summary>
    /// <param name="name">The name for failure reports.</param>
    /// <param name="broker">The broker.</param>
    /// <param name="connections">Number of concurrent connections.</param>
    /// <param name="copies">Number of triggers that match each event.</param>
    /// <param name="duration">Sending time; the rate counts the time until all events have arrived.</param>
    public async Task<Sample> RunAsync(string name, Server broker, int connections, int copies, TimeSpan duration)
    {
        using var client = new HttpClient();
        async Task<long> CountAsync() => long.Parse(await client.GetStringAsync(sink.Url), CultureInfo.InvariantCulture);
        var arrivedBefore = await CountAsync();
        var processorBefore = broker.Processor;
        var started = Stopwatch.GetTimestamp();
        var sent = await wrk.RunAsync(broker.Url, connections, duration, Payload);

        var arrived = 0L;
        while ((arrived = await CountAsync() - arrivedBefore) < (sent.Requests - sent.Errors) * copies
            && Stopwatch.GetElapsedTime(started) < Longest)
            await Task.Delay(20);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var processor = broker.Processor - processorBefore;

        // wrk exits without waiting for the last answers: those events may arrive too.
        long last;
        do
        {
            last = arrived;
            await Task.Delay(Quiet);
            arrived = await CountAsync() - arrivedBefore;
        }
        while (arrived != last);
        if (sent.Errors > 0)
            report.Fail($"{name}: {sent.Errors} requests were not answered with 202");
        if (arrived < sent.Requests * copies || arrived > (sent.Requests + connections) * copies)
            report.Fail(
                $"{name}: {sent.Requests} events were acknowledged, {arrived} deliveries arrived where {copies} for each were expected");
        return new Sample(arrived / copies / seconds, sent.P50, sent.P99, processor / ((double)arrived / copies), sent.Errors);
    }
}
