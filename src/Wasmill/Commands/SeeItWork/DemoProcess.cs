using System.Diagnostics;
using System.Text;

namespace Wasmill.Commands.SeeItWork;

// Tested by: DemoCommandTests
/// <summary>A process of the demo. Shows its output, indented, and lets the demo wait for output.</summary>
internal sealed class DemoProcess : IAsyncDisposable
{
    // "display".
    private const int LabelWidth = 7;

    private readonly Process _process;
    private readonly TextWriter _output;
    private readonly string _indent;
    private readonly Task _readers;
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Wraps a process whose output is redirected.</summary>
    /// <param name="process">The process.</param>
    /// <param name="output">Receives its output.</param>
    /// <param name="label">A name before each line, for a process that writes while others do; null for none.</param>
    public DemoProcess(Process process, TextWriter output, string? label = null)
    {
        _process = process;
        _output = output;
        _indent = label is null ? "  " : $"  {label,-LabelWidth} | ";
        process.StandardInput.Close();
        _readers = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>All output of the process so far.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
                return _text.ToString();
        }
    }

    /// <summary>Waits for the end of the process and returns its exit code.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _readers;
        return _process.ExitCode;
    }

    /// <summary>Waits until the output fulfills a condition.</summary>
    /// <exception cref="DemoFailedException">The condition was not met in time, or the process ended first.</exception>
    public async Task WaitForAsync(Func<string, bool> condition, string what, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (condition(_text.ToString()))
                    return;
                changed = _changed.Task;
            }

            if (_readers.IsCompleted)
                throw new DemoFailedException($"{what} did not appear: the process has ended");
            try
            {
                await Task.WhenAny(changed, _readers).WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new DemoFailedException($"{what} did not appear within {patience.TotalSeconds} s");
            }
        }
    }

    /// <summary>Ends the process if it is still running.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        await _readers;
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lock)
            {
                _text.Append(line).Append('\n');
                _output.WriteLine((_indent + line).TrimEnd());
                var waiters = _changed;
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiters.SetResult();
            }
        }
    }
}
