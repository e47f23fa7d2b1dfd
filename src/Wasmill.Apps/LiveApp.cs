using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps;

/// <summary>
/// An app that can be replaced while it serves requests: new requests go to the new version immediately, requests in flight finish on the
/// old one.
/// </summary>
/// <param name="first">The first version. This object takes ownership of it, as of every later version.</param>
public sealed class LiveApp(AppRuntime first) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private AppVersion _current = new(first);
    private Task _retiring = Task.CompletedTask;
    private Action<AppAnswer> _selfAnswered = static _ => { };
    private bool _disposed;

    /// <summary>The current version of the app.</summary>
    public AppModel Model => Volatile.Read(ref _current).App.Model;

    /// <summary>The SQLite file of the key-value store <c>default</c>; null if no component may open it.</summary>
    public string? DefaultKeyValueFile => Volatile.Read(ref _current).App.DefaultKeyValueFile;

    /// <summary>The file of the SQLite database <c>default</c>; null if no component may open it.</summary>
    public string? DefaultSqliteFile => Volatile.Read(ref _current).App.DefaultSqliteFile;

    /// <summary>
    /// Receives every response to a request of the app to itself, which no other code sees. Set before the first request.
    /// </summary>
    public Action<AppAnswer> SelfAnswered
    {
        get => _selfAnswered;
        set => _current.App.SelfAnswered = _selfAnswered = value;
    }

    /// <summary>Handles a request with the current version.</summary>
    public async ValueTask<AppAnswer> HandleAsync(AppRequest request, CancellationToken cancellationToken)
    {
        var version = Enter();
        try
        {
            return await version.App.HandleAsync(request, cancellationToken);
        }
        finally
        {
            version.Leave();
        }
    }

    /// <summary>Replaces the current version with one reference write.</summary>
    /// <returns>Completes when the calls of the old version have ended and it is unloaded. <see cref="DisposeAsync"/> waits for it as
    /// well.</returns>
    public Task SwapAsync(AppRuntime next)
    {
        next.SelfAnswered = _selfAnswered;
        var retiring = Interlocked.Exchange(ref _current, new AppVersion(next)).RetireAsync();
        lock (_lock)
            _retiring = _retiring.IsCompletedSuccessfully ? retiring : Task.WhenAll(_retiring, retiring);
        return retiring;
    }

    /// <summary>Waits for the calls in flight and unloads every version. No request and no version may follow.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        await _retiring;
        await _current.RetireAsync();
    }

    // If the version ended after it was read, it already has a successor.
    private AppVersion Enter()
    {
        while (true)
        {
            var version = Volatile.Read(ref _current);
            if (version.TryEnter())
                return version;
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        }
    }
}
