namespace Wasmill.Acceptance.Crashes;

/// <summary>Lines that are on the disk when the call that added them returns. Many callers share one flush.</summary>
internal sealed class NoteFile : IAsyncDisposable
{
    private readonly FileStream _stream;
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly Lock _lock = new();
    private List<string> _lines = [];
    private TaskCompletionSource _flushed = New();

    public NoteFile(string path) => _stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

    public async Task AddAsync(string line)
    {
        Task flushed;
        lock (_lock)
        {
            _lines.Add(line);
            flushed = _flushed.Task;
        }

        await _flushing.WaitAsync();
        try
        {
            if (flushed.IsCompleted)
                return;
            List<string> lines;
            TaskCompletionSource done;
            lock (_lock)
            {
                (lines, _lines) = (_lines, []);
                (done, _flushed) = (_flushed, New());
            }

            await _stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
            _stream.Flush(flushToDisk: true);
            done.SetResult();
        }
        finally
        {
            _flushing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _flushing.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
