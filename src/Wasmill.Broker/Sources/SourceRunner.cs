using Microsoft.Extensions.Logging;

namespace Wasmill.Broker.Sources;

// Tested by: SourceHostTests
/// <summary>Runs one source: creates it, runs it, and restarts it after a failure, until stopped.</summary>
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

    /// <summary>Creates a runner; it does nothing before <see cref="Start"/>.</summary>
    /// <param name="model">The source.</param>
    /// <param name="services">Services that all sources share.</param>
    /// <param name="report">The status of the source.</param>
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

    /// <summary>The status of the source.</summary>
    public SourceReport Report => _report;

    /// <summary>The running source; null while it does not run.</summary>
    public IEventSource? Source => _source;

    /// <summary>Completes when the source has reached its first await, or has failed.</summary>
    public Task Started => _started.Task;

    /// <summary>Starts the source, in the background.</summary>
    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Requests the stop and waits for it up to the timeout. A source that is late can no longer publish.</summary>
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

    /// <summary>Releases the resources of the runner. The source must be stopped.</summary>
    public void Dispose() => _stop.Dispose();

    /// <summary>
    /// The loop: (1) creates the source; (2) runs it; (3) disposes it; (4) after a failure waits and starts again. A long run resets
    /// the delay.
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
            // The pause begins before its status is seen: a test moves the clock as soon as the source waits.
            var pause = Task.Delay(wait, _services.Time, _stopped);
            _report.NoteFailure(now, reason);
            _report.Set(SourceState.Waiting, now + wait, reason);
            _log.SourceFailed(Math.Round(wait.TotalSeconds, 1), reason);
            try
            {
                await pause;
            }
            catch (OperationCanceledException)
            {
                // Stopped.
            }
        }

        _report.SetNext(null);
        _report.Set(SourceState.Stopped);
    }

    // Null if it was stopped or has no more events.
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
