namespace Wasmill.Broker.Crashes;

// Tested by: CrashGuardTests
/// <summary>Lets calls run together, or one alone, in the order in which they come.</summary>
internal sealed class CallGate
{
    private readonly Lock _lock = new();
    private readonly Queue<(TaskCompletionSource Turn, bool Alone)> _waiting = new();
    private int _running;
    private bool _isAlone;

    /// <summary>Waits for a turn. <see cref="Leave"/> must follow.</summary>
    /// <param name="alone">True if no other call may run at the same time.</param>
    public Task EnterAsync(bool alone)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 && CanEnter(alone))
            {
                Take(alone);
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue((turn, alone));
            return turn.Task;
        }
    }

    /// <summary>Ends a turn.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _running--;
            _isAlone = false;
            while (_waiting.TryPeek(out var next) && CanEnter(next.Alone))
            {
                _waiting.Dequeue();
                Take(next.Alone);
                next.Turn.SetResult();
            }
        }
    }

    private bool CanEnter(bool alone) => alone ? _running == 0 : !_isAlone;

    private void Take(bool alone)
    {
        _running++;
        _isAlone = alone;
    }
}
