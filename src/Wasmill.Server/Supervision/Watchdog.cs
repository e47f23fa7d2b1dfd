namespace Wasmill.Server.Supervision;

/// <summary>
/// Tells the service manager that the process is alive, twice within the time after which the manager ends and starts it again.
/// </summary>
internal sealed class Watchdog : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private Watchdog(Func<CancellationToken, Task> run) => _running = run(_stop.Token);

    /// <summary>Starts the watchdog.</summary>
    /// <param name="timeout">The manager's timeout; null if it does not watch.</param>
    /// <param name="isAlive">Takes the locks of the process's work: a deadlock must keep it from returning.</param>
    /// <param name="notifier">Tells the manager.</param>
    /// <param name="time">The clock.</param>
    public static Watchdog Start(TimeSpan? timeout, Func<bool> isAlive, ServiceNotifier notifier, TimeProvider time)
        => new(stop => timeout is { } limit
            ? Task.Run(() => RunAsync(limit / 2, isAlive, notifier, time, stop), CancellationToken.None)
            : Task.CompletedTask);

    /// <summary>Stops the watchdog.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private static async Task RunAsync(
        TimeSpan period, Func<bool> isAlive, ServiceNotifier notifier, TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(period, time);
        try
        {
            do
            {
                if (isAlive())
                    notifier.Alive();
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
