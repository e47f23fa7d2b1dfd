using Microsoft.Win32.SafeHandles;

namespace Wasmill.Acceptance;

/// <summary>
/// Takes every free byte of a file system, also those that become free later, until it is disposed; then it gives all of them back.
/// </summary>
internal sealed class GreedyNeighbor : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(2);

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _taking;

    public GreedyNeighbor(string path)
    {
        _path = path;
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        _taking = Task.Run(TakeAsync);
    }

    /// <summary>Waits until there is not one free byte.</summary>
    public Task WaitUntilFullAsync() => _full.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _taking;
        _file.Dispose();
        File.Delete(_path);
        _stop.Dispose();
    }

    private async Task TakeAsync()
    {
        var block = new byte[4096];
        long offset = 0;
        using var timer = new PeriodicTimer(Period);
        try
        {
            do
            {
                try
                {
                    for (; !_stop.IsCancellationRequested; offset += block.Length)
                        RandomAccess.Write(_file, block, offset);
                }
                catch (IOException)
                {
                    _full.TrySetResult();
                }
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }
}
