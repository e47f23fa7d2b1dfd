using System.Collections.Concurrent;
using System.Diagnostics;
using Wasmill.Bench.Flows;

namespace Wasmill.Bench.Load;

/// <summary>
/// Sends events at a steady rate, independent of the answers:
/// a closed loop would slow down with the broker and hide its pauses.
/// </summary>
internal sealed class OpenLoop : IDisposable
{
    private readonly int _port;
    private readonly Payload _payload;
    private readonly ConcurrentBag<EventConnection> _idle = [];
    private readonly ConcurrentBag<EventConnection> _all = [];
    private long _refused;

    /// <summary>Creates a sender to a broker.</summary>
    public OpenLoop(int port, Payload payload)
    {
        _port = port;
        _payload = payload;
    }

    /// <summary>The type of an event, by its number from 0.</summary>
    public Func<long, string> TypeOf { get; init; } = _ => FlowFile.EventType;

    /// <summary>Number of events that were not answered with 202.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>
    /// Sends events. The attribute <c>sentat</c> of an event is the time before it waits for a connection.
    /// </summary>
    /// <param name="perSecond">The rate.</param>
    /// <param name="duration">The duration.</param>
    /// <returns>The number of events sent.</returns>
    public async Task<long> RunAsync(int perSecond, TimeSpan duration)
    {
        var count = (long)(perSecond * duration.TotalSeconds);
        var posts = new List<Task>((int)count);
        var started = Stopwatch.GetTimestamp();
        // A sleeping thread instead of a timer: timers of the pool are late when the pool is busy with the answers.
        await Task.Factory.StartNew(
            () =>
            {
                for (long i = 0; i < count; i++)
                {
                    var due = TimeSpan.FromSeconds((double)i / perSecond);
                    while (Stopwatch.GetElapsedTime(started) < due)
                        Thread.Sleep(1);
                    var (id, sent) = (i, Stopwatch.GetTimestamp());
                    posts.Add(Task.Run(() => PostAsync(id, sent)));
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await Task.WhenAll(posts);
        return count;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var connection in _all)
            connection.Dispose();
    }

    private async Task PostAsync(long id, long sent)
    {
        if (!_idle.TryTake(out var connection))
        {
            connection = new EventConnection(_payload);
            _all.Add(connection);
            await connection.OpenAsync(_port);
        }

        if (await connection.PostAsync(id, sent, TypeOf(id)))
            _idle.Add(connection);
        else
            Interlocked.Increment(ref _refused);
    }
}
