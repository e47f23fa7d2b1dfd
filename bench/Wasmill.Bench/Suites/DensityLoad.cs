using System.Globalization;
using Wasmill.Bench.Flows;
using Wasmill.Bench.Load;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;
using Wasmill.Bench.Sinks;

namespace Wasmill.Bench.Suites;

/// <summary>Sends events to the functions of a broker at a fixed rate, and checks that each was answered by its function.</summary>
internal sealed class DensityLoad(BenchReport report)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly LatencyRecorder _recorder = new();
    private int[] _functions = [];
    private long _mixedUp;

    /// <summary>Measures once, from the sender's release of an event to the arrival of its reply.</summary>
    /// <param name="name">The name for failure reports.</param>
    /// <param name="broker">The broker.</param>
    /// <param name="rate">Events per second.</param>
    /// <param name="functions">The number of the function for each event.</param>
    public async Task<Sample> RunAsync(string name, Server broker, int rate, int[] functions)
    {
        _recorder.Clear();
        _functions = functions;
        _mixedUp = 0;
        using var sender = new OpenLoop(broker.Port, Payload.Json) { TypeOf = id => FlowFile.TypeOf(functions[id]) };
        var duration = TimeSpan.FromSeconds((double)functions.Length / rate);
        var before = broker.Processor;
        var sent = await sender.RunAsync(rate, duration);
        await _recorder.WaitForAsync(sent, Longest);
        if (sender.Refused > 0 || _recorder.Count != sent)
            report.Fail($"{name}: {sender.Refused} of {sent} events were refused, {_recorder.Count} replies have arrived");
        if (_mixedUp > 0)
            report.Fail($"{name}: {_mixedUp} replies came from another function than the event was for");
        return new Sample(
            sent / duration.TotalSeconds, Statistics.Percentile(_recorder.Times, 50), Statistics.Percentile(_recorder.Times, 99),
            (broker.Processor - before) / sent, sender.Refused);
    }

    /// <summary>Takes a reply.</summary>
    public Task TakeAsync(IHeaderDictionary headers)
    {
        var number = int.Parse(headers["ce-number"].ToString(), CultureInfo.InvariantCulture);
        if (headers["ce-function"].ToString() != _functions[number].ToString(CultureInfo.InvariantCulture))
            Interlocked.Increment(ref _mixedUp);
        return _recorder.TakeAsync(headers);
    }
}
