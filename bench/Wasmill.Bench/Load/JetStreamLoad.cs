using System.Diagnostics;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;

namespace Wasmill.Bench.Load;

/// <summary>Publishes to a JetStream stream and waits for each acknowledgement.</summary>
internal sealed class JetStreamLoad : IAsyncDisposable
{
    private const string Subject = "bench.events";
    private const int PayloadBytes = 256;

    private readonly NatsConnection _connection;
    private readonly NatsJSContext _stream;
    private readonly byte[] _payload = new byte[PayloadBytes];

    private JetStreamLoad(NatsConnection connection)
    {
        _connection = connection;
        _stream = new NatsJSContext(connection);
    }

    /// <summary>Connects and creates a file-based stream.</summary>
    public static async Task<JetStreamLoad> StartAsync(int port)
    {
        var connection = new NatsConnection(new NatsOpts { Url = $"nats://127.0.0.1:{port}" });
        var load = new JetStreamLoad(connection);
        await load._stream.CreateStreamAsync(new StreamConfig("bench", [Subject]) { Storage = StreamConfigStorage.File });
        return load;
    }

    /// <summary>Publishes for a given time and measures the cost for the server.</summary>
    public async Task<Sample> MeasureAsync(Server server, int inFlight, TimeSpan duration)
    {
        var before = server.Processor;
        var started = Stopwatch.GetTimestamp();
        var times = await RunAsync(inFlight, duration);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new Sample(
            times.Count / seconds,
            Statistics.Percentile(times, 50),
            Statistics.Percentile(times, 99),
            (server.Processor - before) / times.Count,
            0);
    }

    /// <summary>Publishes for a given time.</summary>
    /// <returns>The latency of each message in milliseconds. A refused message throws.</returns>
    public async Task<List<double>> RunAsync(int inFlight, TimeSpan duration)
    {
        var started = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => PublishAsync(started, duration)));
        return [.. all.SelectMany(times => times)];
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<List<double>> PublishAsync(long started, TimeSpan duration)
    {
        var times = new List<double>();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            var before = Stopwatch.GetTimestamp();
            (await _stream.PublishAsync(Subject, _payload)).EnsureSuccess();
            times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }

        return times;
    }
}
