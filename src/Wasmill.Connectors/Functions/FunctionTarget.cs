using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Wasmill.Apps;
using Wasmill.Apps.Building.Watching;
using Wasmill.Apps.Fetching;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Broker.Targets;
using Wasmill.Events.Http;
using Wasmill.Flows.Components;
using Wasmill.Functions;
using Wasmill.Storage;

namespace Wasmill.Connectors.Functions;

/// <summary>
/// Calls an app in this process: the event is posted, in binary mode unless the trigger sets another one, through the app's own routes,
/// and the answer is read like that of any HTTP target. When the module's file is replaced, new calls use the new module; calls in flight
/// finish on the old one; if the new file is not valid, the old module keeps running.
/// </summary>
internal sealed class FunctionTarget : IEventTarget, IProbeable
{
    // Poll every 100 ms: a change must be seen twice and swapped within 500 ms. A poll costs some 20 us: with more than a hundred targets,
    // there are a thousand polls a second over all of them.
    private static readonly TimeSpan ShortestWatchPeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WatchPeriodOfOne = TimeSpan.FromMilliseconds(1);
    private static int s_watching;

    private readonly (string Name, string From, ModuleFetcher? Modules) _config;
    private readonly FunctionExchange _exchange;
    private readonly IFunctionHost _host;
    private readonly ComponentEnvironment _environment;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly LiveApp _app;
    private readonly Task _watching;
    private readonly Task _rebuilding;
    private readonly SourceRebuilder? _rebuilder;
    private readonly SemaphoreSlim _hasBuilt = new(0);
    private readonly ConcurrentQueue<IReadOnlyList<string>> _built = new();
    private readonly FileStamp _first;

    private FunctionTarget(
        (string Name, string From, ModuleFetcher? Modules) config, FunctionExchange exchange, IFunctionHost host,
        ComponentEnvironment environment, AppSnapshot first, SourceRebuilder? rebuilder)
    {
        _config = config;
        _exchange = exchange;
        _host = host;
        _environment = environment;
        _log = environment.Logs.CreateLogger(config.Name);
        _first = first.Stamp;
        _app = new LiveApp(first.App) { SelfAnswered = Log };
        Interlocked.Increment(ref s_watching);
        _watching = Task.Run(WatchAsync);
        _rebuilder = rebuilder;
        _rebuilding = rebuilder is null ? Task.CompletedTask : Task.Run(() => rebuilder.RunAsync(Announce, _stop.Token));
    }

    /// <summary>Loads the app and starts watching its files.</summary>
    /// <param name="config">The target, with its name, the path of its app, and what downloads its modules.</param>
    /// <param name="exchange">Converts events and answers.</param>
    /// <param name="host">Runs the functions.</param>
    /// <param name="environment">The services of the broker.</param>
    /// <param name="rebuilder">Builds changed sources; null when they are built elsewhere. The target disposes it.</param>
    /// <param name="cancellationToken">Cancels the loading.</param>
    public static async Task<FunctionTarget> CreateAsync(
        (string Name, string From, ModuleFetcher? Modules) config,
        FunctionExchange exchange,
        IFunctionHost host,
        ComponentEnvironment environment,
        SourceRebuilder? rebuilder,
        CancellationToken cancellationToken)
    {
        var first = await AppSnapshot.LoadAsync(config, host, cancellationToken);
        var target = new FunctionTarget(config, exchange, host, environment, first, rebuilder);
        foreach (var warning in first.App.Model.Warnings)
            target._log.FunctionWarned(warning.ToString());
        return target;
    }

    /// <inheritdoc />
    public bool RunsInProcess => true;

    /// <inheritdoc />
    public async ValueTask<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        var request = _exchange.MakeRequest(attempt.Event.Event, attempt.Format ?? ContentMode.Binary, attempt);
        var answer = await _app.HandleAsync(request, cancellationToken);
        Log(answer);
        return _exchange.ReadAnswer(answer, _environment.Time.GetUtcNow(), attempt.WantsReply);
    }

    /// <summary>Succeeds: a loaded function is always reachable.</summary>
    public ValueTask<bool> ProbeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);

    /// <summary>Stops watching, waits for the calls in flight, and unloads the app.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        Interlocked.Decrement(ref s_watching);
        await _rebuilding;
        _rebuilder?.Dispose();
        await _app.DisposeAsync();
        _hasBuilt.Dispose();
        _stop.Dispose();
    }

    private static TimeSpan WatchPeriod()
    {
        var period = Volatile.Read(ref s_watching) * WatchPeriodOfOne;
        return period > ShortestWatchPeriod ? period : ShortestWatchPeriod;
    }

    private void Announce(IReadOnlyList<string> modules)
    {
        if (modules.Count == 0)
            return;
        _built.Enqueue(modules);
        _hasBuilt.Release();
    }

    // Includes requests of the app to itself, which have the attempt of their cause.
    private void Log(AppAnswer answer)
    {
        if (answer.Result is not { } result)
            return;
        var attempt = answer.Cause as DeliveryAttempt;
        foreach (var line in result.Log)
            _log.FunctionOutput(line.Text, attempt?.Trigger, attempt?.Event.Event.Id, attempt?.Number ?? 0);
        if (result.Failure is not (FunctionFailure.None or FunctionFailure.QueueFull))
            _log.FunctionFailed(result.Reason, attempt?.Trigger, attempt?.Event.Event.Id, attempt?.Number ?? 0);
    }

    private async Task WatchAsync()
    {
        // The last tried stamp: a file that cannot be loaded is reported once, not with every poll.
        var tried = _first;
        var moving = tried;
        try
        {
            while (true)
            {
                IReadOnlyList<string>? built = null;
                if (await _hasBuilt.WaitAsync(WatchPeriod(), _stop.Token))
                    _built.TryDequeue(out built);
                var now = FileStamp.Take(tried.Files);
                // Compilers write their output in pieces: load only files that are equal in two polls. A build of this target
                // that has just finished is complete, if nothing else has changed.
                var isAtRest = built is null ? now.Text == moving.Text : now.IsLike(tried, built);
                moving = now;
                if (now.Text == tried.Text || !isAtRest)
                    continue;
                tried = now;
                if (await TryLoadAsync(_stop.Token) is not { } next)
                    continue;
                tried = next.Stamp;
                await SwapAsync(next);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task<AppSnapshot?> TryLoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var next = await AppSnapshot.LoadAsync(_config, _host, cancellationToken);
            if (!next.Stamp.IsStale())
                return next;

            // The file changed during the read, so the loaded module may be incomplete. The next polls detect it.
            await next.App.DisposeAsync();
            return null;
        }
        catch (Exception error) when (error is ManifestException or FunctionLoadException or IOException or UnauthorizedAccessException)
        {
            _log.FunctionNotLoaded(IoReason.Sentence(error));
            return null;
        }
    }

    private async Task SwapAsync(AppSnapshot next)
    {
        var retiring = _app.SwapAsync(next.App);
        _log.FunctionChanged();
        await retiring;
    }
}
