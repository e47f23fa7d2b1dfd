using Wasmill.Client.Home;
using Wasmill.Storage;

namespace Wasmill.Server.Processes;

// Tested by: GracefulStopTests
/// <summary>
/// The note of the process that serves a broker (<c>process.json</c>). One that cannot be written is tried again until it is;
/// meanwhile a link stands for it.
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

    /// <summary>Writes the note, now or once it can be written.</summary>
    public ProcessNote(BrokerFolder folder, RunningProcess process, FailedWrites failures, TimeProvider time)
    {
        _folder = folder;
        _process = process;
        _failures = failures;
        _writing = TryWrite() ? Task.CompletedTask : WriteLaterAsync(time);
    }

    /// <summary>Removes the note.</summary>
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
        // The note of a process that was killed must not stand for this one.
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
