using Wasmill.Events.Http;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Hosting;

/// <summary>
/// Calls a tiny guest of the host's own in the background, so that the runtime compiles the code of a call before the first event needs it.
/// The calls take the path of every other call; no meter, log or limit of a user's function sees them.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="workers">The workers.</param>
/// <param name="time">The clock of the calls.</param>
internal sealed class HostWarmUp(SandboxEngine engine, WorkerPool workers, TimeProvider time) : IAsyncDisposable
{
    // A fresh instance, its restoring, and the call of a restored one.
    private const int Calls = 2;

    private static readonly FunctionConfig Config = new() { Name = "warm-up" };

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private bool _isRequested;
    private bool _hasFunctions;
    private bool _isDisposed;
    private Task<int>? _running;

    /// <summary>Completes with the number of calls that the guest has answered; null if the warm-up has not begun.</summary>
    public Task<int>? Running => _running;

    /// <summary>Starts the warm-up, or has it start with the first function.</summary>
    public void Request()
    {
        lock (_lock)
        {
            _isRequested = true;
            StartOnce();
        }
    }

    /// <summary>Calls the guest, and reports a failure.</summary>
    /// <exception cref="FunctionLoadException">The guest cannot be loaded.</exception>
    /// <exception cref="IOException">Its code cannot be stored, or a call gave no answer.</exception>
    public async Task ProbeAsync()
    {
        if (await CallBothAsync() != 2 * Calls)
            throw new IOException("a call of a function gave no answer");
    }

    /// <summary>Notes that there is a function, which makes a requested warm-up start.</summary>
    public void NoteFunction()
    {
        lock (_lock)
        {
            _hasFunctions = true;
            StartOnce();
        }
    }

    /// <summary>Waits for the call in progress.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
            _isDisposed = true;
        await _stop.CancelAsync();
        if (_running is { } running)
            await running;
        _stop.Dispose();
    }

    private void StartOnce()
    {
        if (_isRequested && _hasFunctions && !_isDisposed)
            _running ??= Task.Run(RunAsync);
    }

    private async Task<int> RunAsync()
    {
        try
        {
            return await CallBothAsync();
        }
        catch (Exception error) when (error is FunctionLoadException or IOException or UnauthorizedAccessException)
        {
            // The user's functions meet the same failure, and report it.
            return 0;
        }
    }

    // As a Python function runs, and as a small one does that cannot be restored.
    private async Task<int> CallBothAsync()
    {
        var module = WarmUpGuest.Assemble();
        return await CallAsync(engine.Load(module, Config.Name, Config.Limits.MemoryBytes, splitCodeBytes: 0))
            + await CallAsync(engine.Load(module, Config.Name, Config.Limits.MemoryBytes, BoundsCheck.Explicit));
    }

    private async Task<int> CallAsync(SandboxModule module)
    {
        var guest = GuestModules.For(Config, module);
        var idle = guest.Restores ? new IdleInstances(new IdleCache(1, long.MaxValue), 1, Config.Limits.EventsPerInstance, time) : null;
        await using var function = new LoadedFunction(
            guest, Config, GrantSet.None, workers, new FunctionLane(share: 1, capacity: 1), idle, meter: null, time);
        var request = new FunctionRequest("POST", "/", [new HeaderField("content-type", "text/plain")], "warm"u8.ToArray());
        var answers = 0;
        for (var i = 0; i < Calls && !_stop.IsCancellationRequested; i++)
        {
            if ((await function.InvokeAsync(request, CancellationToken.None)).Failure == FunctionFailure.None)
                answers++;
        }

        return answers;
    }
}
