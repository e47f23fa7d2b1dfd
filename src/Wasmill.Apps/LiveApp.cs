using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps;

/// <summary>An app that can be replaced while it answers: new requests go to the new version at once, those in flight end on the old one.</summary>
/// <param name="first">The first version. It is owned from now on, like every later one.</param>
public sealed class LiveApp(AppRuntime first) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private AppVersion _current = new(first);
    private Task _retiring = Task.CompletedTask;
    private Action<AppAnswer> _selfAnswered = static _ => { };
    private bool _disposed;

    /// <summary>The app as it is now.</summary>
    public AppModel Model => Volatile.Read(ref _current).App.Model;

    /// <summary>The SQLite file of the key-value store <c>default</c>; null when no component may open it.</summary>
    public string? DefaultKeyValueFile => Volatile.Read(ref _current).App.DefaultKeyValueFile;

    /// <summary>Told of every answer to a request of the app to itself, which nobody else sees. Set before the first request.</summary>
    public Action<AppAnswer> SelfAnswered
    {
        get => _selfAnswered;
        set => _current.App.SelfAnswered = _selfAnswered = value;
    }

    /// <summary>Answers a request with the version that is current when it comes.</summary>
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

    /// <summary>Puts another version in the place of the current one, by one write of a reference.</summary>
    /// <returns>Ends when the old version's calls have ended and it is unloaded. <see cref="DisposeAsync"/> waits for it as well.</returns>
    public Task SwapAsync(AppRuntime next)
    {
        next.SelfAnswered = _selfAnswered;
        var retiring = Interlocked.Exchange(ref _current, new AppVersion(next)).RetireAsync();
        lock (_lock)
            _retiring = _retiring.IsCompletedSuccessfully ? retiring : Task.WhenAll(_retiring, retiring);
        return retiring;
    }

    /// <summary>Waits for the calls in flight and unloads every version. No request and no version comes any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        await _retiring;
        await _current.RetireAsync();
    }

    // A version that has ended since it was read has a successor already.
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
