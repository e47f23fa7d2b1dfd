using Wasmill.Client.Home;
using Wasmill.Storage;

namespace Wasmill.Server.Processes;

// Tested by: GracefulStopTests
/// <summary>
/// The record of the serving process (<c>process.json</c>). If it cannot be written, the write is retried until it succeeds;
/// a symbolic link replaces it meanwhile.
/// </summary>
internal sealed class ProcessNote : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly BrokerFolder _folder;
    private readonly RunningProcess _process;
    private readonly FailedWrites _failures;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;
    private bool _isDisposed;

    /// <summary>Writes the record, now or as soon as it can be written.</summary>
    public ProcessNote(BrokerFolder folder, RunningProcess process, FailedWrites failures, TimeProvider time)
    {
        _folder = folder;
        _process = process;
        _failures = failures;
        _writing = TryWrite() ? Task.CompletedTask : WriteLaterAsync(time);
    }

    /// <summary>Removes the record.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
        _failures.Try(WriteKind.State, _folder.ClearProcess);
    }

    private bool TryWrite() => _failures.Try(WriteKind.State, () => _folder.WriteProcess(_process));

    private async Task WriteLaterAsync(TimeProvider time)
    {
        // The record of a killed process must not be taken for this one's.
        _failures.Try(WriteKind.State, () =>
        {
            _folder.ClearProcess();
            _folder.LinkProcess(_process);
        });
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token) && !TryWrite())
            {
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
