using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Functions;

namespace Wasmill.Apps.Building.Watching;

/// <summary>Keeps a running app what its sources say: rebuilds what has changed, loads it, and puts it in place. What fails is told, and the version before goes on.</summary>
/// <param name="watcher">Watches the sources.</param>
/// <param name="builder">Builds components. It is owned from now on.</param>
/// <param name="load">Loads the app.</param>
/// <param name="reports">Who hears of it.</param>
public sealed class AppReloader(SourceWatcher watcher, AppBuilder builder, AppLoader load, IReloadReports reports) : IDisposable
{
    /// <summary>Builds and loads the app as it is; when that fails, waits for a change and tries again.</summary>
    /// <returns>The first version that works.</returns>
    public async Task<LiveApp> StartAsync(CancellationToken cancellationToken)
    {
        foreach (var component in watcher.Unwatched)
            reports.Warn($"the sources of {component} are not known, so that their changes go unnoticed: name them in its build.watch");
        var change = watcher.Pending;
        while (true)
        {
            if (await TryMakeAsync(change, isFirst: true, cancellationToken) is { } app)
                return new LiveApp(app);
            change = await NextAsync(isFirst: true, cancellationToken);
        }
    }

    /// <summary>
    /// Follows the sources until it is cancelled:
    /// (1) wait for a change that has come to rest;
    /// (2) build what has changed, and load the app;
    /// (3) put it in place; the requests in flight end on the version before.
    /// </summary>
    public async Task RunAsync(LiveApp live, CancellationToken cancellationToken)
    {
        while (true)
        {
            // 1
            var change = await NextAsync(isFirst: false, cancellationToken);
            reports.Changed();

            // 2
            var started = watcher.Time.GetTimestamp();
            if (await TryMakeAsync(change, isFirst: false, cancellationToken) is not { } next)
                continue;

            // 3
            _ = live.SwapAsync(next);
            reports.Swapped(next.Model, watcher.Time.GetElapsedTime(started));
        }
    }

    /// <summary>Ends the builder. Nothing is followed any more.</summary>
    public void Dispose() => builder.Dispose();

    private async Task<SourceChange> NextAsync(bool isFirst, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await watcher.NextAsync(cancellationToken);
            }
            catch (ManifestException error)
            {
                reports.Failed(error.Message, isFirst);
            }
        }
    }

    private async Task<AppRuntime?> TryMakeAsync(SourceChange change, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            if (change.Components.Count > 0)
                await builder.BuildAsync(change.App, change.Components, cancellationToken);
            while (true)
            {
                var modules = FileStamp.Take([.. change.App.Components.Select(component => AppRuntime.ModulePath(change.App, component))]);
                var app = await load(change.App, cancellationToken);
                if (!modules.IsStale())
                {
                    watcher.Accept();
                    return app;
                }

                // Written by somebody else while it was read: what was loaded may be a part of it.
                await app.DisposeAsync();
            }
        }
        catch (Exception error) when (error is BuildException or FunctionLoadException or ManifestException or IOException or UnauthorizedAccessException)
        {
            reports.Failed(error.Message, isFirst);
            return null;
        }
    }
}
