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
/// The flow of a running broker: the only writer of its file while it runs. Follows a file that the user edits
/// (<c>run -f</c>) instead when it was told so.
/// </summary>
internal sealed class FlowKeeper(
    BrokerFolder folder, FlowSource? followed, ComponentKinds kinds, FlowRuntime runtime, ILogger log, FailedWrites failures)
    : IAsyncDisposable
{
    // A user who has saved a file expects it to hold at once; a look at a file's time costs nothing.
    private static readonly TimeSpan FollowPeriod = TimeSpan.FromMilliseconds(250);

    private const int RevisionDigits = 16;

    private readonly byte[] _revisionKey = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
    private readonly FlowSecrets _secrets = new(kinds);
    private readonly SemaphoreSlim _editing = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private Task _following = Task.CompletedTask;
    private string? _refused;

    /// <summary>The flow that runs.</summary>
    public FlowText Current { get; private set; } = FlowText.Parse("");

    /// <summary>Names the state of the flow in this process. A plain hash of the text would let passwords be guessed.</summary>
    public string Revision
        => Convert.ToHexStringLower(HMACSHA256.HashData(_revisionKey, Encoding.UTF8.GetBytes(Current.ToString())))[..RevisionDigits];

    /// <summary>The flow that runs, with its secrets hidden.</summary>
    public FlowText Shown => _secrets.Hide(Current);

    /// <summary>Reads the flow and runs it.</summary>
    /// <exception cref="FlowException">It is wrong.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the read, so that a change in between is seen.
        var stamp = followed?.Stamp();
        var text = folder.ReadFlow();
        await runtime.ApplyAsync(FlowReader.Read(text, kinds), isStart: true, cancellationToken);
        Current = text;
        if (followed is not null)
            _following = FollowAsync(followed, stamp);
    }

    /// <summary>
    /// Replaces the flow: (1) check that the edit started from the flow that runs, and put hidden secrets back;
    /// (2) read it; (3) run it; (4) store it.
    /// </summary>
    /// <returns>False when the flow has changed since; the caller edits the new one.</returns>
    /// <exception cref="FlowException">It is wrong; nothing has changed.</exception>
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

            // 4: a crash before this line loses an edit that nobody was told of.
            try
            {
                folder.WriteFlow(text);
            }
            catch (Exception error) when (FailedWrites.IsRefusal(error))
            {
                failures.Note(WriteKind.Settings, error);
                if (IsStored(text))
                {
                    // Only its name could not be flushed: it is what the next start reads, unless the power is lost before.
                    Current = text;
                    log.EditNotFlushed(FailedWrites.ReasonOf(error));
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

    // With one file, the line says enough.
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

    // False when the system refused, so that the same files may do later.
    private async Task<bool> TryReloadAsync()
    {
        try
        {
            var listing = folder.ReadListing();
            var text = listing.Text;
            var model = Read(listing);
            // A touched file with the same text asks for secrets to be read again.
            var refersToFiles =
                model.Components.Any(component => component.Spec.Secrets().Any(one => one.Secret.Source == SecretSource.File));
            if (text.Revision == Current.Revision && !refersToFiles)
                return true;
            if (model.Broker != folder.Name)
                throw new FlowException($"the flow's broker must stay {folder.Name}; start another process for {model.Broker}");
            await runtime.ApplyAsync(model, isStart: false, _stop.Token);
            Current = text;
            _refused = null;
            log.FlowChanged();
            return true;
        }
        catch (Exception error) when (error is FlowException || FailedWrites.IsRefusal(error))
        {
            if (error is FlowException || error.Message != _refused)
                log.FlowRefused(error.Message);
            _refused = error.Message;
            return error is FlowException;
        }
    }
}
