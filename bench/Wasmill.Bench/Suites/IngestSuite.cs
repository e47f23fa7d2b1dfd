using Wasmill.Bench.Flows;
using Wasmill.Bench.Load;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;

namespace Wasmill.Bench.Suites;

/// <summary>
/// Measures the acknowledgement rate of a broker without triggers, against the bare endpoint and two logs that are not brokers.
/// </summary>
internal sealed class IngestSuite(BenchOptions options, BenchReport report, Servers servers, Wrk wrk)
{
    private const string Bare = "bare endpoint";
    private const string Sync = "`--durability sync`";
    private const string Interval = "`--durability interval:50`";
    private const string Memory = "`--engine memory`";
    private const int MostConnections = 256;
    private const double SyncGoal = 0.5;
    private const double MemoryGoal = 0.7;

    private double _memoryShare = double.NaN;
    private double _syncShare = double.NaN;

    /// <summary>Runs the suite.</summary>
    public async Task RunAsync()
    {
        report.Say("256 B in binary mode, no trigger; `wrk -t1`. The peers get messages of the same size: "
            + "JetStream has a file store, which is flushed every 2 minutes, and Redis `appendfsync always`.");
        var table = new Table("system", "in flight", "events/s", "p50 ms", "p99 ms", "CPU µs/event", "of bare");
        await MeasureBrokersAsync(table);
        await PeerSuite.JetStreamAsync(options, report, servers, table);
        await PeerSuite.RedisAsync(options, report, servers, table);
        report.Add(table);
        report.GoalShare("ingest in memory at least 70 % of the bare endpoint at 256 connections", _memoryShare, MemoryGoal);
        report.GoalShare("durable ingest (sync) at least 50 % of the bare endpoint at 256 connections", _syncShare, SyncGoal);
    }

    private async Task MeasureBrokersAsync(Table table)
    {
        await using var bare = await Servers.BareAsync();
        await using var sync = await servers.BrokerAsync(FlowFile.Empty, "--durability", "sync");
        await using var interval = await servers.BrokerAsync(FlowFile.Empty, "--durability", "interval:50");
        await using var memory = await servers.BrokerAsync(FlowFile.Empty, "--engine", "memory");
        (string Name, Server Server)[] systems = [(Bare, bare), (Sync, sync), (Interval, interval), (Memory, memory)];
        foreach (var (_, server) in systems)
            await wrk.RunAsync(server.Url, 32, options.WarmUp);

        foreach (var connections in (int[])[1, 32, MostConnections])
        {
            var samples = systems.ToDictionary(system => system.Name, _ => new List<Sample>());
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var (name, server) in systems)
                    samples[name].Add(await wrk.SampleAsync(server, connections, options.Measure));
            }

            // The share is computed per round, because the machine's speed changes between rounds.
            double Share(string name)
                => Statistics.Median(samples[name].Zip(samples[Bare], (one, floor) => one.PerSecond / floor.PerSecond));
            foreach (var (name, _) in systems)
            {
                var median = Sample.Median(samples[name]);
                table.Row([name, $"{connections}", .. median.Cells, Figure.Percent(Share(name))]);
                if (median.Errors > 0)
                    report.Fail($"{name}, {connections} connections: {median.Errors} requests were not answered with 202");
            }

            if (connections == MostConnections)
                (_memoryShare, _syncShare) = (Share(Memory), Share(Sync));
        }
    }
}
