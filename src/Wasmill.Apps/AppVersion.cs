namespace Wasmill.Apps;

// Tested by: LiveAppTests
/// <summary>One loaded version of an app and its running calls.</summary>
internal sealed class AppVersion(AppRuntime app)
{
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // The calls in flight, plus one until the version is retired.
    private int _references = 1;

    /// <summary>The app.</summary>
    public AppRuntime App => app;

    /// <summary>Begins a call, which <see cref="Leave"/> ends.</summary>
    /// <returns>False if the version is retired and its last call has ended.</returns>
    public bool TryEnter()
    {
        while (true)
        {
            var count = Volatile.Read(ref _references);
            if (count == 0)
                return false;
            if (Interlocked.CompareExchange(ref _references, count + 1, count) == count)
                return true;
        }
    }

    /// <summary>Ends a call.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _references) == 0)
            _idle.SetResult();
    }

    /// <summary>Waits for the calls in flight and unloads the app. Called once, after another version has replaced this one.</summary>
    public async Task RetireAsync()
    {
        Leave();
        await _idle.Task;
        await app.DisposeAsync();
    }
}
