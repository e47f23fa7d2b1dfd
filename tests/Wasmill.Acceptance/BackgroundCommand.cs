using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Wasmill.Acceptance;

/// <summary>A command that runs until it is stopped. Its output can be awaited line by line.</summary>
public sealed partial class BackgroundCommand : IAsyncDisposable
{
    private const int HangUpSignal = 1;
    private const int Interrupt = 2;
    private const int TerminateSignal = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _name;
    private readonly Process _process;
    private readonly StringBuilder _text = new();
    private readonly Lock _lock = new();
    private readonly Task _readers;
    private int _disposed;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal BackgroundCommand(string name, Process process)
    {
        _name = name;
        _process = process;
        _readers = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>Everything the command has written so far, both streams in the order of arrival.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
                return _text.ToString();
        }
    }

    /// <summary>Waits until the command has written this text.</summary>
    public Task<string> WaitForAsync(string text) => WaitForAsync(seen => seen.Contains(text, StringComparison.Ordinal), $"\"{text}\"");

    /// <summary>
    /// Waits until what the command has written fulfils a condition; fails with the whole text when it ends or takes too long.
    /// </summary>
    public async Task<string> WaitForAsync(Func<string, bool> condition, string what)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (true)
        {
            Task changed;
            string text;
            lock (_lock)
            {
                changed = _changed.Task;
                text = _text.ToString();
            }

            if (condition(text))
                return text;
            Assert.False(_readers.IsCompleted, $"wasmill {_name} ended before it wrote {what}:\n{text}");
            try
            {
                await Task.WhenAny(changed, _readers).WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"wasmill {_name} did not write {what} within {Patience.TotalSeconds} s:\n{Text}");
            }
        }
    }

    /// <summary>The process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _readers;
        return _process.ExitCode;
    }

    /// <summary>Sends SIGHUP, as <c>systemctl reload</c> does.</summary>
    public void HangUp() => Send(HangUpSignal);

    /// <summary>Sends SIGTERM, as <c>systemctl stop</c> does.</summary>
    public void Terminate() => Send(TerminateSignal);

    /// <summary>Presses Ctrl-C and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> InterruptAsync()
    {
        Send(Interrupt);
        return EndAsync();
    }

    /// <summary>Presses Ctrl-C at a process that leads a group, as a terminal does, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> InterruptGroupAsync()
    {
        Send(-_process.Id, Interrupt);
        return EndAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // A test disposes what it started itself, and its tool does so once more.
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        if (!_process.HasExited)
        {
            Send(Interrupt);
            try
            {
                await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(15));
            }
            catch (TimeoutException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        await _readers;
        _process.Dispose();
    }

    private void Send(int signal) => Send(_process.Id, signal);

    private static void Send(int process, int signal)
    {
        const int NoSuchProcess = 3;
        if (Kill(process, signal) != 0 && Marshal.GetLastPInvokeError() != NoSuchProcess)
            throw new InvalidOperationException($"kill failed with errno {Marshal.GetLastPInvokeError()}");
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lock)
            {
                _text.Append(line).Append('\n');
                _changed.SetResult();
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
