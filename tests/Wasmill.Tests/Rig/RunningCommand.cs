namespace Wasmill.Tests.Rig;

/// <summary>A command that runs until it is stopped.</summary>
internal sealed class RunningCommand(string words, FakeTerminal terminal, CancellationTokenSource stop, Task<int> running)
    : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until a text is on standard output.</summary>
    public Task<string> WaitForAsync(string text) => WaitAsync(cancel => terminal.WaitForAsync(text, cancel), text);

    /// <summary>Waits until a text is on standard error.</summary>
    public Task<string> WaitForErrorAsync(string text) => WaitAsync(cancel => terminal.WaitForErrorAsync(text, cancel), text);

    /// <summary>Presses Ctrl-C and waits for the end.</summary>
    public async Task<CommandOutcome> InterruptAsync()
    {
        await stop.CancelAsync();
        return await EndAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<CommandOutcome> EndAsync() => new(words, await running.WaitAsync(Patience), terminal.Text, terminal.ErrorText);

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    private async Task<string> WaitAsync(Func<CancellationToken, Task<string>> wait, string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        var written = wait(limit.Token);
        await Task.WhenAny(written, running);
        if (!written.IsCompleted)
            Assert.Fail($"it ended before it wrote \"{text}\": {await EndAsync()}");
        return await written;
    }
}
