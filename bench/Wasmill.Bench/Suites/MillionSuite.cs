using System.Diagnostics;
using System.Globalization;
using Wasmill.Bench.Flows;
using Wasmill.Bench.Load;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;
using Wasmill.Bench.Sinks;

namespace Wasmill.Bench.Suites;

/// <summary>Sends a million events through all parts: none may be lost, and the broker's memory must not grow.</summary>
internal sealed class MillionSuite(BenchReport report, Servers servers)
{
    private const int Events = 1_000_000;
    private const int EarlyEvents = 100_000;
    private const int Senders = 64;
    private const int PayloadBytes = 1_024;
    private const double GoalMebibytes = 64;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly int[] _arrivals = new int[Events];
    private int _arrived;
    private long _deliveries;

    /// <summary>Runs the suite.</summary>
    public async Task RunAsync()
    {
        report.Say($"`--durability sync`, 1 KB, {Senders} senders in a closed loop, one trigger, a sink in the sender's process that knows "
            + "every id. No warm-up: the first events count.");
        await using var sink = await EventSink.StartAsync(TakeAsync);
        await using var broker = await servers.BrokerAsync(FlowFile.Matching(sink.Url));
        var processor = broker.Processor;
        var started = Stopwatch.GetTimestamp();
        var next = -1;
        var refused = 0;
        var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            using var connection = new EventConnection(new Payload("text/plain", new string('x', PayloadBytes)));
            await connection.OpenAsync(broker.Port);
            while (Interlocked.Increment(ref next) is var id && id < Events)
            {
                if (await connection.PostAsync(id, 0))
                    continue;
                Interlocked.Increment(ref refused);
                return;
            }
        })).ToArray();

        double early = 0, peak = 0;
        while (Volatile.Read(ref _arrived) < Events && refused == 0 && Stopwatch.GetElapsedTime(started) < Longest)
        {
            await Task.Delay(100);
            var resident = broker.Resident;
            peak = Math.Max(peak, resident);
            if (early == 0 && Volatile.Read(ref _arrived) >= EarlyEvents)
                early = resident;
        }

        var late = broker.Resident;
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await Task.WhenAll(senders);
        var table = new Table(
            "sent", "arrived", "delivered again", "events/s", "CPU µs/event", "RSS at 100,000, MiB", "RSS at 1,000,000, MiB", "peak MiB");
        table.Row(
            Figure.Of((long)Events), Figure.Of((long)_arrived), Figure.Of(_deliveries - _arrived), Figure.Of(_arrived / seconds),
            Figure.Of((broker.Processor - processor) / Events), Figure.Of(early), Figure.Of(late), Figure.Of(peak));
        report.Add(table);
        if (refused > 0)
            report.Fail($"{refused} senders ended because an event was not answered with 202");
        if (_arrived != Events)
            report.Fail($"{Events - _arrived} of {Events} events have not arrived");
        report.Goal("of a million events none is lost", $"{Figure.Of((long)(Events - _arrived))} lost", _arrived == Events);
        report.Goal(
            "memory after a million events at most 64 MiB above that after 100,000",
            $"{Figure.Of(late - early)} MiB",
            late - early <= GoalMebibytes);
    }

    private Task TakeAsync(IHeaderDictionary headers)
    {
        var id = int.Parse(headers["ce-id"].ToString(), CultureInfo.InvariantCulture);
        Interlocked.Increment(ref _deliveries);
        if (Interlocked.Increment(ref _arrivals[id]) == 1)
            Interlocked.Increment(ref _arrived);
        return Task.CompletedTask;
    }
}
