using System.Diagnostics;
using Wasmill.Events.Http;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;
using Wasmill.Functions.Spin;
using Wasmill.Functions.Wasi;

namespace Wasmill.Functions.Hosting;

/// <summary>A loaded module: each request gets a worker and a fresh instance.</summary>
internal sealed class LoadedFunction : IFunction
{
    private readonly SandboxModule _module;
    private readonly FunctionConfig _config;
    private readonly WorkerPool _workers;
    private readonly FunctionLane _lane;
    private readonly WasiWorld _world;
    private readonly bool _initialise;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // Calls in flight, and one more until the function is disposed.
    private int _references = 1;
    private int _disposed;

    /// <summary>Takes ownership of the module.</summary>
    public LoadedFunction(SandboxModule module, string digest, FunctionConfig config, WorkerPool workers, int share)
    {
        _module = module;
        _config = config;
        _workers = workers;
        _lane = new FunctionLane(share);
        _world = new WasiWorld { Environment = [.. config.Environment.Select(variable => $"{variable.Key}={variable.Value}")] };
        _initialise = SpinHttpExports.HasFunction(module.Exports, SpinHttpExports.Initialize);
        Digest = digest;
    }

    /// <inheritdoc />
    public string Digest { get; }

    /// <inheritdoc />
    public async ValueTask<FunctionResult> InvokeAsync(FunctionRequest request, CancellationToken cancellationToken)
    {
        if (!SpinHttpCall.Knows(request.Method))
            return Fail(new GuestEnding(FunctionFailure.MethodNotAllowed, $"method not allowed: the function's ABI has no {request.Method}"), [], TimeSpan.Zero);

        ObjectDisposedException.ThrowIf(!TryAddReference(), this);
        var completion = new TaskCompletionSource<FunctionResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_workers.TryEnqueue(_lane, () => Run(request, completion, cancellationToken)))
        {
            Release();
            return Fail(new GuestEnding(FunctionFailure.QueueFull, "queue full: too many calls wait for a worker; try again soon"), [], TimeSpan.Zero);
        }

        using var registration = cancellationToken.Register(() => completion.TrySetCanceled(cancellationToken));
        return await completion.Task;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            Release();
        await _idle.Task;
    }

    private void Run(FunctionRequest request, TaskCompletionSource<FunctionResult> completion, CancellationToken cancellationToken)
    {
        try
        {
            if (!cancellationToken.IsCancellationRequested)
                completion.TrySetResult(Call(request));
        }
        catch (Exception bug)
        {
            // A worker must not die of a bug of ours: the caller gets it.
            completion.TrySetException(bug);
        }
        finally
        {
            Release();
        }
    }

    private FunctionResult Call(FunctionRequest request)
    {
        var limits = _config.Limits;
        var started = Stopwatch.GetTimestamp();
        using var call = new GuestCall(_world, _config, started + (long)(limits.Deadline.TotalSeconds * Stopwatch.Frequency));
        SandboxInstance? instance = null;
        try
        {
            instance = _module.Instantiate(call, limits);
            if (_initialise)
                instance.Call(SpinHttpExports.Initialize);
            var response = SpinHttpCall.Invoke(instance, request);
            return new FunctionResult(response, FunctionFailure.None, "", call.Output.Finish(), Stopwatch.GetElapsedTime(started)) { MemoryBytes = instance.MemoryBytes };
        }
        catch (BadAnswerException error)
        {
            var ending = new GuestEnding(FunctionFailure.BadAnswer, $"bad answer: {error.Message}");
            return Fail(ending, call.Output.Finish(), Stopwatch.GetElapsedTime(started)) with { MemoryBytes = instance?.MemoryBytes ?? 0 };
        }
        catch (Exception error) when (SandboxFailure.IsGuestFailure(error))
        {
            var ending = SandboxFailure.Explain(error, call, limits, instance?.MemoryBytes ?? 0);
            return Fail(ending, call.Output.Finish(), Stopwatch.GetElapsedTime(started)) with { MemoryBytes = instance?.MemoryBytes ?? 0 };
        }
        finally
        {
            instance?.Dispose();
        }
    }

    private static FunctionResult Fail(GuestEnding ending, IReadOnlyList<FunctionLogLine> log, TimeSpan elapsed)
    {
        var status = ending.Failure switch
        {
            FunctionFailure.Deadline => 504,
            FunctionFailure.QueueFull => 503,
            FunctionFailure.MethodNotAllowed => 405,
            _ => 500,
        };
        var headers = new List<HeaderField> { new("content-type", "text/plain; charset=utf-8") };
        if (ending.Failure == FunctionFailure.QueueFull)
            headers.Add(new HeaderField("retry-after", "1"));
        var body = System.Text.Encoding.UTF8.GetBytes(ending.Reason + "\n");
        return new FunctionResult(new FunctionResponse(status, headers, body), ending.Failure, ending.Reason, log, elapsed);
    }

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

    private void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            _module.Dispose();
            _idle.SetResult();
        }
    }
}
