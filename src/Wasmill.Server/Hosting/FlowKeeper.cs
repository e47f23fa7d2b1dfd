using Wasmill.Flows.Files;
using Wasmill.Flows.Kinds;
using Wasmill.Flows.Running;
using Wasmill.Server.Home;
using Wasmill.Storage;

namespace Wasmill.Server.Hosting;

/// <summary>The flow of a running broker: the only writer of its file while it runs. Follows a file that the user edits (<c>run -f</c>) instead when it was told so.</summary>
internal sealed class FlowKeeper(BrokerFolder folder, string? followedFile, TargetKinds kinds, FlowRuntime runtime, ProcessLog log) : IAsyncDisposable
{
    // A user who has saved a file expects it to hold at once; a look at a file's time costs nothing.
    private static readonly TimeSpan FollowPeriod = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _editing = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private Task _following = Task.CompletedTask;
    private string? _refused;

    /// <summary>The flow that runs.</summary>
    public FlowText Current { get; private set; } = FlowText.Parse("");

    /// <summary>Reads the flow and runs it.</summary>
    /// <exception cref="FlowException">It is wrong.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var text = folder.ReadFlow();
        await runtime.ApplyAsync(FlowReader.Read(text, kinds), isStart: true, cancellationToken);
        Current = text;
        if (followedFile is not null)
            _following = FollowAsync(followedFile);
    }

    /// <summary>Replaces the flow: (1) check that the edit started from the flow that runs; (2) read it; (3) run it; (4) store it.</summary>
    /// <returns>False when the flow has changed since; the caller edits the new one.</returns>
    /// <exception cref="FlowException">It is wrong; nothing has changed.</exception>
    /// <exception cref="ServerException">The broker follows a file.</exception>
    public async Task<bool> TryReplaceAsync(string revision, FlowText text, CancellationToken cancellationToken)
    {
        if (followedFile is not null)
            throw new ServerException($"this broker follows {followedFile}: edit that file instead");
        await _editing.WaitAsync(cancellationToken);
        try
        {
            // 1
            if (Current.Revision != revision)
                return false;

            // 2
            var model = FlowReader.Read(text, kinds);
            if (model.Broker != folder.Name)
                throw new FlowException($"the flow's broker must stay {folder.Name}");

            // 3
            await runtime.ApplyAsync(model, isStart: false, cancellationToken);

            // 4: a crash before this line loses an edit that nobody was told of.
            try
            {
                folder.WriteFlow(text);
            }
            catch (Exception error) when (FailedWrites.IsRefusal(error))
            {
                log.Failures.Note(WriteKind.Settings, error);
                if (IsStored(text))
                {
                    // Only its name could not be flushed: it is what the next start reads, unless the power is lost before.
                    Current = text;
                    log.Write("flow", $"the flow is stored, but a loss of power may undo the edit: {FailedWrites.ReasonOf(error)}");
                    return true;
                }

                await runtime.ApplyAsync(FlowReader.Read(Current, kinds), isStart: true, CancellationToken.None);
                throw new ServerException($"the flow could not be stored, and nothing has changed: {FailedWrites.ReasonOf(error)}", error);
            }

            Current = text;
            return true;
        }
        finally
        {
            _editing.Release();
        }
    }

    /// <summary>Stops following.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
        _editing.Dispose();
    }

    private bool IsStored(FlowText text)
    {
        try
        {
            return folder.ReadFlow().Revision == text.Revision;
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            return false;
        }
    }

    private async Task FollowAsync(string path)
    {
        using var timer = new PeriodicTimer(FollowPeriod);
        var seen = File.GetLastWriteTimeUtc(path);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                var time = File.GetLastWriteTimeUtc(path);
                if (time == seen)
                    continue;
                // What could not be stored, as on a full disk, is tried again.
                if (await TryReloadAsync())
                    seen = time;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task<bool> TryReloadAsync()
    {
        try
        {
            var text = folder.ReadFlow();
            if (text.Revision == Current.Revision)
                return true;
            var model = FlowReader.Read(text, kinds);
            if (model.Broker != folder.Name)
                throw new FlowException($"the flow's broker must stay {folder.Name}; start another process for {model.Broker}");
            await runtime.ApplyAsync(model, isStart: false, _stop.Token);
            Current = text;
            _refused = null;
            log.Write("flow", "the flow file has changed; the new flow runs");
            return true;
        }
        catch (Exception error) when (error is FlowException || FailedWrites.IsRefusal(error))
        {
            if (error.Message != _refused)
                log.Write("flow", $"the changed flow file is refused, the old flow goes on:\n{error.Message}");
            _refused = error.Message;
            return error is FlowException;
        }
    }
}
