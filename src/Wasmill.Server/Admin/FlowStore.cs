using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Running;
using Wasmill.Flows.Settings;
using Wasmill.Storage;

namespace Wasmill.Server.Admin;

// Tested by: AdminTests, FlowSecretsTests
/// <summary>
/// The flow of a running broker: the only writer of its file while the broker is running. With <c>run -f</c> it follows a file
/// that the user edits instead.
/// </summary>
internal sealed class FlowStore(
    BrokerFolder folder, FlowSource? followed, ComponentKinds kinds, FlowRuntime runtime, ILogger log, FailedWrites failures)
    : IAsyncDisposable
{
    // Users expect a saved file to take effect immediately; checking a file's time is cheap.
    private static readonly TimeSpan FollowPeriod = TimeSpan.FromMilliseconds(250);

    private const int RevisionDigits = 16;

    private readonly byte[] _revisionKey = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
    private readonly FlowSecrets _secrets = new(kinds);
    private readonly SemaphoreSlim _editing = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private Task _following = Task.CompletedTask;
    private string? _refused;

    /// <summary>The current flow.</summary>
    public FlowText Current { get; private set; } = FlowText.Parse("");

    /// <summary>Identifies the current flow in this process. Keyed: a plain hash of the text would allow guessing passwords.</summary>
    public string Revision
        => Convert.ToHexStringLower(HMACSHA256.HashData(_revisionKey, Encoding.UTF8.GetBytes(Current.ToString())))[..RevisionDigits];

    /// <summary>The current flow with its secrets masked.</summary>
    public FlowText Shown => _secrets.Hide(Current);

    /// <summary>Reads the flow and starts it.</summary>
    /// <exception cref="FlowException">The flow is not valid.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the read, so that a change during the read is detected.
        var stamp = followed?.Stamp();
        var text = folder.ReadFlow();
        await runtime.ApplyAsync(FlowReader.Read(text, kinds), isStart: true, cancellationToken);
        Current = text;
        if (followed is not null)
            _following = FollowAsync(followed, stamp);
    }

    /// <summary>
    /// Replaces the flow: (1) check that the edit started from the current flow, and restore masked secrets;
    /// (2) parse it; (3) apply it; (4) store it.
    /// </summary>
    /// <returns>False when the flow has changed since; the caller must edit the new flow.</returns>
    /// <exception cref="FlowException">The flow is not valid; nothing has changed.</exception>
    /// <exception cref="ServerException">The broker follows a file.</exception>
    public async Task<bool> TryReplaceAsync(string revision, FlowText text, CancellationToken cancellationToken)
    {
        if (followed is not null)
            throw new ServerException($"this broker follows {followed}: edit that file instead");
        await _editing.WaitAsync(cancellationToken);
        try
        {
            // 1
            if (Revision != revision)
                return false;
            text = _secrets.Restore(text, Current);

            // 2
            var model = FlowReader.Read(text, kinds);
            if (model.Broker != folder.Name)
                throw new FlowException($"the flow's broker must stay {folder.Name}");

            // 3
            await runtime.ApplyAsync(model, isStart: false, cancellationToken);

            // 4: a crash before this line loses only an edit that has not been acknowledged.
            try
            {
                folder.WriteFlow(text);
            }
            catch (Exception error) when (FailedWrites.IsRefusal(error))
            {
                failures.Note(WriteKind.Settings, error);
                if (IsStored(text))
                {
                    // Only the flush of the directory entry failed: the next start reads this flow unless the power fails first.
                    Current = text;
                    log.EditNotFlushed(IoReason.Of(error));
                    return true;
                }

                await runtime.ApplyAsync(FlowReader.Read(Current, kinds), isStart: true, CancellationToken.None);
                throw new ServerException($"the flow could not be stored; nothing has changed: {IoReason.Of(error)}", error);
            }

            Current = text;
            return true;
        }
        finally
        {
            _editing.Release();
        }
    }

    /// <summary>
    /// Reads the flow again and applies it, even if its text is the same: secrets are read again, and targets that could not be created are
    /// tried again. If it is not valid, nothing changes.
    /// </summary>
    /// <returns>The reason why the flow was refused; null when it runs.</returns>
    public async Task<string?> ReloadAsync(CancellationToken cancellationToken)
    {
        await _editing.WaitAsync(CancellationToken.None);
        try
        {
            var listing = folder.ReadListing();
            await ApplyAsync(listing.Text, ReadOwn(listing), cancellationToken);
            log.FlowReloaded(runtime.Current.Triggers.Count, runtime.Current.Components.Count);
            return null;
        }
        catch (Exception error) when (error is FlowException || FailedWrites.IsRefusal(error))
        {
            var reason = IoReason.Sentence(error);
            log.ReloadRefused(reason);
            return reason;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return "the broker is stopping";
        }
        finally
        {
            _editing.Release();
        }
    }

    /// <summary>Stops following the file.</summary>
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

    private async Task FollowAsync(FlowSource source, string? seen)
    {
        using var timer = new PeriodicTimer(FollowPeriod);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                var time = source.Stamp();
                if (time == seen)
                    continue;
                // A failed write, such as on a full disk, is retried.
                if (await TryFollowAsync())
                    seen = time;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    // With one file, the log message is sufficient.
    private FlowModel Read(FlowListing listing)
    {
        try
        {
            return FlowReader.Read(listing.Text, kinds);
        }
        catch (FlowException error) when (folder.ReadSettings().FlowFiles is not null)
        {
            throw listing.Locate(error);
        }
    }

    private FlowModel ReadOwn(FlowListing listing)
    {
        var model = Read(listing);
        return model.Broker == folder.Name
            ? model
            : throw new FlowException($"the flow's broker must stay {folder.Name}; start another process for {model.Broker}");
    }

    private async Task ApplyAsync(FlowText text, FlowModel model, CancellationToken cancellationToken)
    {
        await runtime.ApplyAsync(model, isStart: false, cancellationToken);
        Current = text;
        _refused = null;
    }

    // False when the system reported an error; the same files may work later.
    private async Task<bool> TryFollowAsync()
    {
        await _editing.WaitAsync(_stop.Token);
        try
        {
            var listing = folder.ReadListing();
            var text = listing.Text;
            var model = ReadOwn(listing);
            // A touched file with the same text reloads the secrets.
            var refersToFiles =
                model.Components.Any(component => component.Spec.Secrets().Any(one => one.Secret.Source == SecretSource.File));
            if (text.Revision == Current.Revision && !refersToFiles)
                return true;
            await ApplyAsync(text, model, _stop.Token);
            log.FlowChanged();
            return true;
        }
        catch (Exception error) when (error is FlowException || FailedWrites.IsRefusal(error))
        {
            var reason = IoReason.Sentence(error);
            if (error is FlowException || reason != _refused)
                log.FlowRefused(reason);
            _refused = reason;
            return error is FlowException;
        }
        finally
        {
            _editing.Release();
        }
    }
}
