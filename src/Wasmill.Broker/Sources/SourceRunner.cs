using Microsoft.Extensions.Logging;

namespace Wasmill.Broker.Sources;

// Tested by: SourceHostTests
/// <summary>The life of one source: it is made, run, and run again after a failure, until it is stopped.</summary>
internal sealed class SourceRunner : IDisposable
{
    private readonly SourceServices _services;
    private readonly SourceReport _report;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _loop = Task.CompletedTask;
    private volatile IEventSource? _source;

    /// <summary>Makes a runner; it does nothing before <see cref="Start"/>.</summary>
    /// <param name="model">The source.</param>
    /// <param name="services">What the sources share.</param>
    /// <param name="report">Keeps its status.</param>
    public SourceRunner(SourceModel model, SourceServices services, SourceReport report)
    {
        Model = model;
        _services = services;
        _report = report;
        _log = services.Logs.CreateLogger(model.Name);
        _stopped = _stop.Token;
    }

    /// <summary>The source's model.</summary>
    public SourceModel Model { get; }

    /// <summary>Keeps its status.</summary>
    public SourceReport Report => _report;

    /// <summary>The source while it runs; null while it does not.</summary>
    public IEventSource? Source => _source;

    /// <summary>Completes when the source runs, as far as that is before its first wait, or has failed.</summary>
    public Task Started => _started.Task;

    /// <summary>Starts the source, in the background.</summary>
    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Asks the source to stop, and waits at most so long for it. One that is late can publish nothing any more.</summary>
    public async Task StopAsync(TimeSpan drain)
    {
        await _stop.CancelAsync();
        try
        {
            await _loop.WaitAsync(drain, _services.Time);
        }
        catch (TimeoutException)
        {
            _log.SourceLeftBehind(drain.TotalSeconds);
        }

        _report.SetNext(null);
        _report.Set(SourceState.Stopped);
    }

    /// <summary>Gives its own resources back. The source was stopped before.</summary>
    public void Dispose() => _stop.Dispose();

    /// <summary>
    /// The loop: (1) make the source; (2) run it; (3) dispose it; (4) after a failure wait and begin again. A run that lasted long makes
    /// the next wait short again.
    /// </summary>
    private async Task RunAsync()
    {
        var failures = 0;
        while (!_stopped.IsCancellationRequested)
        {
            var started = _services.Time.GetTimestamp();
            // 1, 2, 3
            if (await RunOnceAsync() is not { } reason)
                break;

            // 4
            failures = _services.Time.GetElapsedTime(started) >= RestartSchedule.Longest ? 1 : failures + 1;
            var now = _services.Time.GetUtcNow();
            var wait = RestartSchedule.After(failures, _services.Random());
            _report.NoteFailure(now, reason);
            _report.Set(SourceState.Waiting, now + wait, reason);
            _log.SourceFailed(Math.Round(wait.TotalSeconds, 1), reason);
            try
            {
                await Task.Delay(wait, _services.Time, _stopped);
            }
            catch (OperationCanceledException)
            {
                // Stopped.
            }
        }

        _report.SetNext(null);
        _report.Set(SourceState.Stopped);
    }

    // Null when it was stopped or has nothing more to give.
    private async Task<string?> RunOnceAsync()
    {
        IEventSource? source = null;
        try
        {
            _report.Set(SourceState.Starting);
            source = Model.Create();
            _source = source;
            _report.Set(SourceState.Running);
            var run = source.RunAsync(new SourceContext(Model, _services, _report, _stopped), _stopped);
            _started.TrySetResult();
            await run;
            return null;
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            return null;
        }
        catch (SourceException error)
        {
            return error.Message;
        }
        catch (Exception bug)
        {
            _log.SourceThrew(bug);
            return $"internal error: {bug.Message}";
        }
        finally
        {
            _started.TrySetResult();
            _source = null;
            if (source is not null)
                await DisposeAsync(source);
        }
    }

    private async Task DisposeAsync(IEventSource source)
    {
        try
        {
            await source.DisposeAsync();
        }
        catch (Exception bug)
        {
            _log.SourceThrew(bug);
        }
    }
}
