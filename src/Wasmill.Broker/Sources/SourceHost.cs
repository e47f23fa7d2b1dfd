namespace Wasmill.Broker.Sources;

/// <summary>Runs the sources of a broker. Safe for use by many callers at once.</summary>
/// <param name="services">What the sources share.</param>
public sealed class SourceHost(SourceServices services) : IAsyncDisposable
{
    // For a source whose settings change or that is removed while the broker goes on.
    private static readonly TimeSpan ChangeDrain = TimeSpan.FromSeconds(5);

    // A source that does more than this before its first wait holds up nobody.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _applying = new(1, 1);
    // Replaced as a whole.
    private volatile IReadOnlyList<SourceRunner> _runners = [];
    private bool _stopped;

    /// <summary>
    /// Replaces the set of sources: (1) stop those that are gone or changed; (2) remove the positions of those that are gone; (3) start
    /// those that are new or changed. What
    /// did not change runs on. A source that cannot be made or run is no error here: its status says why it waits.
    /// </summary>
    /// <param name="sources">The whole new set, names unique.</param>
    /// <param name="cancellationToken">Abandons the wait for the turn to apply; what has begun is completed.</param>
    public async Task ApplyAsync(IReadOnlyList<SourceModel> sources, CancellationToken cancellationToken)
    {
        await _applying.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            var wanted = sources.ToDictionary(source => source.Name, StringComparer.Ordinal);

            // 1
            var known = _runners.ToDictionary(runner => runner.Model.Name, StringComparer.Ordinal);
            await Task.WhenAll(known.Values
                .Where(runner => !(wanted.TryGetValue(runner.Model.Name, out var model) && runner.Model.IsSame(model)))
                .Select(runner => StopAsync(runner, ChangeDrain)));

            // 2
            services.Positions.KeepOnly(wanted.Keys.ToHashSet(StringComparer.Ordinal));

            // 3
            var next = new List<SourceRunner>();
            foreach (var model in sources)
            {
                var old = known.GetValueOrDefault(model.Name);
                if (old is not null && old.Model.IsSame(model))
                {
                    next.Add(old);
                    continue;
                }

                var runner = new SourceRunner(model, services, old is null ? new SourceReport(model.Name) : new SourceReport(old.Report));
                runner.Start();
                next.Add(runner);
            }

            _runners = next;
            // So that a request to a source that was just created finds it.
            var started = Task.WhenAll(next.Select(runner => runner.Started));
            await Task.WhenAny(started, Task.Delay(LongestStart, services.Time, CancellationToken.None));
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>A source that runs now; null when there is none of that name, or it does not run.</summary>
    public IEventSource? FindRunning(string name) => _runners.FirstOrDefault(runner => runner.Model.Name == name)?.Source;

    /// <summary>Finds the status of a source; null if it does not exist.</summary>
    public SourceStatus? FindStatus(string name) => _runners.FirstOrDefault(runner => runner.Model.Name == name)?.Report.Current;

    /// <summary>Gets the status of every source, in the order of the set.</summary>
    public IReadOnlyList<SourceStatus> GetStatus() => [.. _runners.Select(runner => runner.Report.Current)];

    /// <summary>
    /// Stops all sources at once, and waits at most so long for them. Called before the broker and its engine stop: what a source has in
    /// flight can still be stored.
    /// </summary>
    public async Task StopAsync(TimeSpan drain)
    {
        await _applying.WaitAsync();
        try
        {
            if (_stopped)
                return;
            _stopped = true;
            await Task.WhenAll(_runners.Select(runner => StopAsync(runner, drain)));
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>Stops without waiting.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        _applying.Dispose();
    }

    private static async Task StopAsync(SourceRunner runner, TimeSpan drain)
    {
        await runner.StopAsync(drain);
        runner.Dispose();
    }
}
