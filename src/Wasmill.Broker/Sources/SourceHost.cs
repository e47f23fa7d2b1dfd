namespace Wasmill.Broker.Sources;

/// <summary>Runs the sources of a broker. Thread-safe.</summary>
/// <param name="services">Services that all sources share.</param>
public sealed class SourceHost(SourceServices services) : IAsyncDisposable
{
    // For a source that is changed or removed while the broker runs.
    private static readonly TimeSpan ChangeDrain = TimeSpan.FromSeconds(5);

    // A source that takes longer before its first await does not delay others.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _applying = new(1, 1);
    // Replaced as a whole.
    private volatile IReadOnlyList<SourceRunner> _runners = [];
    private bool _stopped;

    /// <summary>
    /// Replaces the set of sources: (1) stops removed and changed ones; (2) deletes the positions of removed ones; (3) starts new and
    /// changed ones. Unchanged sources keep running. A source that cannot be created or run is not an error here: its status has the
    /// reason.
    /// </summary>
    /// <param name="sources">The whole new set, names unique.</param>
    /// <param name="cancellationToken">Cancels the wait for a running apply; an apply that has begun is completed.</param>
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
            // So that a request to a newly created source finds it.
            var started = Task.WhenAll(next.Select(runner => runner.Started));
            await Task.WhenAny(started, Task.Delay(LongestStart, services.Time, CancellationToken.None));
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>Finds a running source; null if it does not exist or does not run.</summary>
    public IEventSource? FindRunning(string name) => _runners.FirstOrDefault(runner => runner.Model.Name == name)?.Source;

    /// <summary>Finds the status of a source; null if it does not exist.</summary>
    public SourceStatus? FindStatus(string name) => _runners.FirstOrDefault(runner => runner.Model.Name == name)?.Report.Current;

    /// <summary>Gets the status of every source, in the order of the set.</summary>
    public IReadOnlyList<SourceStatus> GetStatus() => [.. _runners.Select(runner => runner.Report.Current)];

    /// <summary>
    /// Stops all sources at once and waits for them up to the timeout. Called before the broker and its engine stop, so that events in
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
