using Wasmill.Apps;
using Wasmill.Apps.Manifests;
using Wasmill.Broker.Targets;
using Wasmill.Connectors.CloudEvents;
using Wasmill.Events.Http;
using Wasmill.Flows.Kinds;
using Wasmill.Functions;

namespace Wasmill.Connectors.Functions;

/// <summary>
/// Calls an app inside this process: the event is posted, in binary mode unless the trigger says otherwise, through the app's own routes, and the answer is read as that of any HTTP target. When the
/// module's file is replaced, the new one takes over at once; calls in flight end on the old one; a broken file leaves the old one running.
/// </summary>
internal sealed class FunctionTarget : IEventTarget, IProbeable
{
    // Half a second is the budget from a finished build to the new function: a look costs microseconds.
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromMilliseconds(200);

    private readonly string _name;
    private readonly string _from;
    private readonly string _path;
    private readonly IFunctionHost _host;
    private readonly TargetEnvironment _environment;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly Task _watching;
    private Lease _current;

    private FunctionTarget(string name, string from, string path, IFunctionHost host, TargetEnvironment environment, AppSnapshot first)
    {
        _name = name;
        _from = from;
        _path = path;
        _host = host;
        _environment = environment;
        _current = new Lease(first);
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>Loads the app and begins to watch its files.</summary>
    public static async Task<FunctionTarget> CreateAsync(
        string name, string from, string path, IFunctionHost host, TargetEnvironment environment, CancellationToken cancellationToken)
        => new(name, from, path, host, environment, await AppSnapshot.LoadAsync(from, CopyFolder(environment, name), host, cancellationToken));

    /// <inheritdoc />
    public async ValueTask<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        var lease = Take();
        try
        {
            var message = HttpBinding.Encode(attempt.Event.Event, attempt.Format ?? ContentMode.Binary);
            var request = new AppRequest("POST", _path, "http://localhost", message.Headers, message.Body, "127.0.0.1:0");
            var answer = await lease.Snapshot.App.HandleAsync(request, cancellationToken);
            return answer.Result is { } result
                ? Read(result, attempt.WantsReply)
                : new DeliveryResult { Verdict = DeliveryVerdict.Refused, Status = 404, Reason = $"404: the app has no route for {_path}" };
        }
        finally
        {
            lease.Calls.Leave();
        }
    }

    /// <summary>A loaded function is always there.</summary>
    public ValueTask<bool> ProbeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);

    /// <summary>Stops watching, waits for the calls in flight, and unloads the app.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        await RetireAsync(_current, successor: null);
        _stop.Dispose();
    }

    private DeliveryResult Read(FunctionResult result, bool wantsReply)
    {
        var log = result.Log.Select(line => line.Text).ToList();
        foreach (var line in log)
            _environment.Log(_name, line);
        if (result.Failure == FunctionFailure.QueueFull)
            return new DeliveryResult { Verdict = DeliveryVerdict.Busy, Reason = result.Reason };
        if (result.Failure != FunctionFailure.None)
            _environment.Log(_name, result.Reason);

        var response = result.Response;
        return AnswerReader.Read(response.Status, response.Headers, response.Body, _environment.Time.GetUtcNow(), wantsReply) with { Log = log };
    }

    private Lease Take()
    {
        lock (_lock)
        {
            _current.Calls.Enter();
            return _current;
        }
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(WatchPeriod);
        // What was tried last: a file that cannot be loaded is reported once, not five times a second.
        var tried = _current.Snapshot.Stamp;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (!tried.IsStale())
                    continue;
                tried = FileStamp.Take(tried.Files);
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
            return await AppSnapshot.LoadAsync(_from, CopyFolder(_environment, _name), _host, cancellationToken);
        }
        catch (Exception error) when (error is ManifestException or FunctionLoadException or IOException)
        {
            _environment.Log(_name, $"the changed function cannot be loaded, the old one goes on: {error.Message}");
            return null;
        }
    }

    private async Task SwapAsync(AppSnapshot next)
    {
        Lease old;
        lock (_lock)
        {
            old = _current;
            _current = new Lease(next);
        }

        _environment.Log(_name, "the function has changed; new events go to the new one");
        await RetireAsync(old, next);
    }

    private static string CopyFolder(TargetEnvironment environment, string name) => Path.Combine(environment.StateFolder, "modules", name);

    private static async Task RetireAsync(Lease lease, AppSnapshot? successor)
    {
        await lease.Calls.CompleteAsync();
        await lease.Snapshot.RetireAsync(successor);
    }

    /// <summary>One loaded app and the calls that use it.</summary>
    private sealed record Lease(AppSnapshot Snapshot)
    {
        public InFlight Calls { get; } = new();
    }
}
