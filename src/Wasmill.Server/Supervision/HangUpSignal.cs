using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Wasmill.Server.Supervision;

// Tested by: ServiceTests
/// <summary>Runs an action for the signal SIGHUP. Signals that arrive during the action lead to one more run.</summary>
internal sealed class HangUpSignal : IAsyncDisposable
{
    private readonly Channel<bool> _signals =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly PosixSignalRegistration? _registration;
    private readonly Task _running;

    /// <summary>Starts to handle the signal.</summary>
    /// <param name="meaning">What the signal means.</param>
    /// <param name="stop">Stops the process.</param>
    /// <param name="reload">Reads the configuration again; it reports failures itself.</param>
    public HangUpSignal(HangUpAction meaning, Action stop, Func<Task> reload)
    {
        _running = meaning == HangUpAction.None || OperatingSystem.IsWindows() ? Task.CompletedTask : RunAsync(meaning, stop, reload);
        if (!_running.IsCompleted)
            _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle);
    }

    /// <summary>Restores the system's default and waits for a running action.</summary>
    public async ValueTask DisposeAsync()
    {
        _registration?.Dispose();
        _signals.Writer.Complete();
        await _running;
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        _signals.Writer.TryWrite(true);
    }

    private async Task RunAsync(HangUpAction meaning, Action stop, Func<Task> reload)
    {
        await foreach (var _ in _signals.Reader.ReadAllAsync())
        {
            if (meaning == HangUpAction.Stop)
                stop();
            else
                await reload();
        }
    }
}
