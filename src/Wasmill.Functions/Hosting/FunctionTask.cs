using System.Threading.Tasks.Sources;
using Wasmill.Functions.Guests;

namespace Wasmill.Functions.Hosting;

/// <summary>One call on its way through the queue; the caller awaits it. Completed once: by the worker, or by the caller's cancellation.</summary>
internal sealed class FunctionTask(LoadedFunction function, FunctionRequest request) : IValueTaskSource<FunctionResult>
{
    // Asynchronously: a continuation must not run on a worker, which has other calls to answer.
    private ManualResetValueTaskSourceCore<FunctionResult> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private int _completed;

    /// <summary>What the caller awaits, once.</summary>
    public ValueTask<FunctionResult> Result => new(this, _source.Version);

    /// <summary>Has a token end the wait. Called before the task is queued.</summary>
    public void CancelWith(CancellationToken cancellationToken)
        => _registration = cancellationToken.UnsafeRegister(static (state, token) => ((FunctionTask)state!).Cancel(token), this);

    /// <summary>Runs the call on a worker. The answer is handed over before what is left is seen to.</summary>
    /// <param name="becameLong">Told when the call computes for long.</param>
    public void Run(Action becameLong)
    {
        IGuestInstance? instance = null;
        try
        {
            if (Volatile.Read(ref _completed) != 0)
                return;
            var result = function.Count(function.Execute(request, becameLong, out instance));
            if (Interlocked.Exchange(ref _completed, 1) == 0)
                _source.SetResult(result);
        }
        catch (Exception bug)
        {
            // A worker must not die of a bug of ours: the caller gets it.
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
    void IValueTaskSource<FunctionResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _source.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _completed, 1) == 0)
            _source.SetException(new OperationCanceledException(cancellationToken));
    }
}
