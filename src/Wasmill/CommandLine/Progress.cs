using Wasmill.Output;

namespace Wasmill.CommandLine;

/// <summary>Says on standard error what takes long, so that a person knows why nothing happens.</summary>
internal static class Progress
{
    /// <summary>The time after which a person wonders.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Waits for some work, and names it once it has taken a second.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="time">The clock.</param>
    /// <param name="what">The work, such as <c>Stopping broker wasm</c>; null to say nothing.</param>
    /// <param name="work">The work.</param>
    public static async Task<T> ShowAsync<T>(ITerminal terminal, TimeProvider time, string? what, Task<T> work)
    {
        using var done = new CancellationTokenSource();
        var patience = Task.Delay(Patience, time, done.Token);
        if (await Task.WhenAny(work, patience) == patience && what is not null)
            terminal.Error.WriteLine($"{what} ...");
        await done.CancelAsync();
        return await work;
    }
}
