using Wasmill.Functions.Calls;
using Wasmill.Functions.Guests;

namespace Wasmill.Functions.Hosting;

// Tested by: LoadTests, ReuseTests
/// <summary>A loaded module: each request gets a worker and an instance.</summary>
internal sealed class LoadedFunction : IFunction
{
    private readonly IGuestModule _guest;
    private readonly FunctionConfig _config;
    private readonly WorkerPool _workers;
    private readonly FunctionLane _lane;
    private readonly IdleInstances? _idle;
    private readonly FunctionMeter? _meter;
    private readonly FunctionCounters _counters;
    private readonly WasiWorld _world;
    private readonly GrantSet _grants;
    private readonly TaskCompletionSource _unused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // The calls in flight, plus one until the function is disposed.
    private int _references = 1;
    private int _disposed;

    /// <summary>
    /// Takes ownership of the guest, and of the idle instances if the function has any. Without a meter, the calls are not counted.
    /// </summary>
    public LoadedFunction(
        IGuestModule guest, FunctionConfig config, GrantSet grants, WorkerPool workers, FunctionLane lane, IdleInstances? idle,
        FunctionMeter? meter, TimeProvider time)
    {
        _guest = guest;
        _config = config;
        _grants = grants;
        _workers = workers;
        _idle = idle;
        _lane = lane;
        _world = new WasiWorld
        {
            Time = time,
            Environment = [.. config.Environment.Select(variable => $"{variable.Key}={variable.Value}")],
        };
        _meter = meter;
        _counters = meter?.Open(config, this) ?? new FunctionCounters(config.Owner, config.Name);
    }

    // Read without the pool's lock: a number that is a moment old does.
    /// <summary>Calls that wait for a worker.</summary>
    public int Queued => _lane.Waiting.Count;

    /// <summary>Calls that run.</summary>
    public int Running => _lane.Running;

    /// <summary>Instances that wait for another call.</summary>
    public int Idle => _idle?.Count ?? 0;

    /// <inheritdoc />
    public ValueTask<FunctionResult> InvokeAsync(FunctionRequest request, CancellationToken cancellationToken)
    {
        if (Refuse(request) is { } refused)
            return ValueTask.FromResult(refused);

        ObjectDisposedException.ThrowIf(!TryAddReference(), this);
        var task = new FunctionTask(this, request);
        task.CancelWith(cancellationToken);
        if (_workers.TryEnqueue(_lane, task))
            return task.Result;

        Release();
        _counters.NoteRejected();
        return ValueTask.FromResult(Fail(new GuestEnding(
            FunctionFailure.QueueFull, $"queue full: {_lane.Capacity} calls of {_config.Name} are waiting for a worker; try again soon")));
    }

    /// <summary>
    /// Runs one request on the calling thread, whose stack must have <see cref="Sandbox.SandboxEngine.ThreadStackBytes"/>.
    /// </summary>
    public FunctionResult Call(FunctionRequest request)
    {
        if (Refuse(request) is { } refused)
            return refused;

        ObjectDisposedException.ThrowIf(!TryAddReference(), this);
        IGuestInstance? instance = null;
        try
        {
            return Count(Execute(request, worker: null, out instance));
        }
        finally
        {
            Finish(instance);
            Release();
        }
    }

    /// <summary>
    /// Runs one request for a caller that holds a reference: (1) create the call's state and an instance, a fresh one unless the function
    /// reuses them; (2) pass the request and read the response; (3) describe a failure.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="worker">The worker that runs the call; null if its caller's thread does.</param>
    /// <param name="instance">The remaining instance: the caller passes it to <see cref="Finish"/> after it has delivered the
    /// response.</param>
    public FunctionResult Execute(FunctionRequest request, ICallWorker? worker, out IGuestInstance? instance)
    {
        // 1
        instance = _idle?.TryTake();
        var started = _world.Time.GetTimestamp();
        using var call = new GuestCall(
            _guest.World(_world, request), _config, started + (long)(_config.Limits.Deadline.TotalSeconds * _world.Time.TimestampFrequency))
        {
            Worker = worker,
            Granted = _grants,
            SelfRequests = request.SelfRequests,
            Cause = request.Cause,
            Sink = request.Sink,
        };
        try
        {
            if (instance is null)
                instance = _guest.Instantiate(call);
            else
                instance.Resume(call);

            // 2
            var response = instance.Handle(call, request);
            return new FunctionResult(response, FunctionFailure.None, "", call.Output.Finish(), _world.Time.GetElapsedTime(started))
            {
                MemoryBytes = instance.MemoryBytes,
                IsStreamed = call.HasSentResponse,
            };
        }
        // 3
        catch (BadAnswerException error)
        {
            var ending = new GuestEnding(FunctionFailure.BadAnswer, $"bad answer: {error.Message}");
            return FailedCall.Result(ending, call.Output.Finish(), _world.Time.GetElapsedTime(started)) with
            {
                MemoryBytes = instance?.MemoryBytes ?? 0,
                IsStreamed = call.HasSentResponse,
            };
        }
        catch (Exception error) when (_guest.Explain(error, call, instance?.MemoryBytes ?? 0) is { } ending)
        {
            return FailedCall.Result(ending, call.Output.Finish(), _world.Time.GetElapsedTime(started)) with
            {
                MemoryBytes = instance?.MemoryBytes ?? 0,
                IsStreamed = call.HasSentResponse,
            };
        }
    }

    /// <summary>Counts a call that has ended.</summary>
    /// <returns>The result of the call.</returns>
    public FunctionResult Count(FunctionResult result)
    {
        _counters.Note(result);
        return result;
    }

    /// <summary>Disposes of an instance, or keeps it for another call.</summary>
    public void Finish(IGuestInstance? instance)
    {
        if (instance is not null && _idle?.TryKeep(instance) is not true)
            instance.Dispose();
    }

    /// <summary>Releases a reference; the last one unloads the module.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            _idle?.Dispose();
            _guest.Dispose();
            _unused.SetResult();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            Release();
        await _unused.Task;
        _meter?.Close(_counters, this);
    }

    private FunctionResult? Refuse(FunctionRequest request)
        => _guest.Accepts(request.Method)
            ? null
            : Fail(new GuestEnding(FunctionFailure.MethodNotAllowed, $"method not allowed: the function's ABI has no {request.Method}"));

    private static FunctionResult Fail(GuestEnding ending) => FailedCall.Result(ending, [], TimeSpan.Zero);

    private bool TryAddReference()
    {
        while (true)
        {
            var count = Volatile.Read(ref _references);
            if (count == 0 || Volatile.Read(ref _disposed) != 0)
                return false;
            if (Interlocked.CompareExchange(ref _references, count + 1, count) == count)
                return true;
        }
    }
}
