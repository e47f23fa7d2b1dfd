using System.Threading.Tasks.Sources;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Guests;

namespace Wasmill.Functions.Hosting;

// Tested by: QueueTests, FairnessTests
/// <summary>One queued call, which the caller awaits. Completed once: by the worker, or by the caller's cancellation.</summary>
internal sealed class FunctionTask(LoadedFunction function, FunctionRequest request) : IValueTaskSource<FunctionResult>
{
    // Asynchronous: a continuation must not run on a worker, which has other calls to handle.
    private ManualResetValueTaskSourceCore<FunctionResult> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private int _completed;

    /// <summary>The result, which the caller awaits once.</summary>
    public ValueTask<FunctionResult> Result => new(this, _source.Version);

    /// <summary>Lets a token cancel the wait. Must be called before the task is queued.</summary>
    public void CancelWith(CancellationToken cancellationToken)
        => _registration = cancellationToken.UnsafeRegister(static (state, token) => ((FunctionTask)state!).Cancel(token), this);

    /// <summary>Runs the call on a worker. The response is delivered before the instance is cleaned up.</summary>
    /// <param name="worker">The worker that runs the call.</param>
    public void Run(ICallWorker worker)
    {
        IGuestInstance? instance = null;
        try
        {
            if (Volatile.Read(ref _completed) != 0)
                return;
            var result = function.Count(function.Execute(request, worker, out instance));
            if (Interlocked.Exchange(ref _completed, 1) == 0)
                _source.SetResult(result);
        }
        catch (Exception bug)
        {
            // A bug of the host must not end the worker: the caller gets the exception.
            if (Interlocked.Exchange(ref _completed, 1) == 0)
                _source.SetException(bug);
        }
        finally
        {
            function.Finish(instance);
            function.Release();
        }
    }

    /// <inheritdoc />
    FunctionResult IValueTaskSource<FunctionResult>.GetResult(short token)
    {
        _registration.Dispose();
        return _source.GetResult(token);
    }

    /// <inheritdoc />
    ValueTaskSourceStatus IValueTaskSource<FunctionResult>.GetStatus(short token) => _source.GetStatus(token);

    /// <inheritdoc />
    void IValueTaskSource<FunctionResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _completed, 1) == 0)
            _source.SetException(new OperationCanceledException(cancellationToken));
    }
}
