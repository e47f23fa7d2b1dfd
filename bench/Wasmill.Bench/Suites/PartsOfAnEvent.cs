using System.Globalization;
using Wasmill.Bench.Load;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Profiling;
using Wasmill.Bench.Report;

namespace Wasmill.Bench.Suites;

/// <summary>Shows which parts of the broker take the processor time of an event, by sampling call stacks under load.</summary>
internal sealed class PartsOfAnEvent(BenchOptions options, BenchReport report, Servers servers, Wrk wrk)
{
    private const int Connections = 64;
    private const double Goal = 0.9;
    private const double LeastShare = 0.001;
    // The load begins before the first sample and ends after the last one.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>Samples brokers, one after the other.</summary>
    /// <param name="bare">The target of their flows.</param>
    /// <param name="flows">The names and texts of the flows, and how often the target gets each event.</param>
    public async Task RunAsync(Server bare, params (string Name, string Flow, int Copies)[] flows)
    {
        var recorder = new PerfRecorder(options.Home);
        if (await recorder.ExplainAsync() is { } reason)
        {
            report.Say($"Skipped: where the processor time of an event goes, since call stacks cannot be sampled: {reason}.");
            return;
        }

        report.Say("Where the processor time of an event goes: the call stacks of a broker of its own, 997 times a second of processor "
            + $"time, for {options.Parts.TotalSeconds:0} s of the closed loop. A sample counts for the innermost frame that the table of "
            + "parts (Profiling/PartRules) has a rule for. The µs are shares of this run's own CPU for an event: perf and the names of "
            + "methods cost some.");
        var profiles = new List<(string Name, Profile Profile, double Processor)>();
        foreach (var (name, flow, copies) in flows)
        {
            var (profile, sample) = await SampleAsync(recorder, bare, name, flow, copies);
            profiles.Add((name, profile, sample.Processor));
        }

        report.Add(TableOf(profiles));
        foreach (var (name, profile, _) in profiles)
        {
            var rest = string.Join(", ", profile.Rest.Take(5).Select(one => $"{one.Library} {Percent(one.Share)}"));
            report.Say($"{name}: {profile.Count:#,0} samples. Not attributed, by the library of the innermost frame: {rest}.");
            var attributed = 1 - profile.NotAttributed;
            report.Goal($"{name}: the parts of at least 90 % of an event's CPU are known", Figure.Percent(attributed), attributed >= Goal);
        }
    }

    private async Task<(Profile Profile, Sample Sample)> SampleAsync(
        PerfRecorder recorder, Server bare, string name, string flow, int copies)
    {
        await using var broker = await servers.SampledBrokerAsync(flow);
        var map = $"/tmp/perf-{broker.Id}.map";
        try
        {
            var run = new DeliveryRun(report, wrk, bare) { Payload = Payload.Json };
            await run.RunAsync($"{name}, warm-up", broker, Connections, copies, options.WarmUp * 2);
            var load = run.RunAsync($"{name}, sampled", broker, Connections, copies, options.Parts + (2 * Margin));
            await Task.Delay(Margin);
            var profile = new Profile(await recorder.RecordAsync(broker.Id, options.Parts));
            return (profile, await load);
        }
        finally
        {
            File.Delete(map);
        }
    }

    private static Table TableOf(List<(string Name, Profile Profile, double Processor)> profiles)
    {
        var table = new Table(["part", .. profiles.SelectMany(one => (string[])[one.Name, $"{one.Name} µs/event"])]);
        void Row(string name, Func<Profile, double> share)
            => table.Row([
                name,
                .. profiles.SelectMany(one => (string[])[Percent(share(one.Profile)), Figure.Of(share(one.Profile) * one.Processor)]),
            ]);
        var parts = profiles.SelectMany(one => one.Profile.Parts)
            .Distinct()
            .Select(part => (Name: part, Largest: profiles.Max(one => one.Profile.ShareOf(part))))
            .Where(part => part.Largest >= LeastShare)
            .OrderByDescending(part => part.Largest)
            .ThenBy(part => part.Name, StringComparer.Ordinal);
        foreach (var part in parts)
            Row(part.Name, profile => profile.ShareOf(part.Name));
        Row("not attributed", profile => profile.NotAttributed);
        Row("all", _ => 1);
        return table;
    }

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
