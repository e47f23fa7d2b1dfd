namespace Wasmill.Connectors.CloudEvents;

/// <summary>Counts the calls that use an object, so that its disposal can wait for them.</summary>
internal sealed class InFlight
{
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // The number of calls, plus one until CompleteAsync.
    private int _count = 1;
    private int _completed;

    /// <summary>Begins a call; <see cref="Leave"/> ends it.</summary>
    public void Enter() => Interlocked.Increment(ref _count);

    /// <summary>Ends a call.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _count) == 0)
            _idle.TrySetResult();
    }

    /// <summary>Waits until no call is running. The owner must not begin new calls.</summary>
    public Task CompleteAsync()
    {
        if (Interlocked.Exchange(ref _completed, 1) == 0)
            Leave();
        return _idle.Task;
    }
}
