using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Functions;
using Wasmill.Storage;

namespace Wasmill.Apps.Building.Watching;

/// <summary>
/// Keeps a running app in sync with its sources: rebuilds changed components, loads the app, and swaps it in. Failures are reported, and
/// the previous version continues to run.
/// </summary>
/// <param name="watcher">The watcher of the sources.</param>
/// <param name="builder">The builder of components. This object takes ownership.</param>
/// <param name="load">Loads the app.</param>
/// <param name="reports">Receives reports.</param>
public sealed class AppReloader(SourceWatcher watcher, AppBuilder builder, AppLoader load, IReloadReports reports) : IDisposable
{
    /// <summary>Builds and loads the app; after a failure, waits for a change and tries again.</summary>
    /// <returns>The first version that works.</returns>
    public async Task<LiveApp> StartAsync(CancellationToken cancellationToken)
    {
        reports.Watching(watcher.App, watcher.Files);
        foreach (var component in watcher.Unwatched)
            reports.Warn($"the sources of {component} are unknown, so their changes are not noticed; list them in its build.watch");
        var change = watcher.Pending;
        while (true)
        {
            if (await TryMakeAsync(change, isFirst: true, cancellationToken) is { } app)
                return new LiveApp(app);
            change = await NextAsync(isFirst: true, cancellationToken);
        }
    }

    /// <summary>
    /// Follows the sources until it is canceled: (1) wait for a debounced change; (2) build the changed components, and load the app; (3)
    /// swap the app; the requests in flight finish on the previous version.
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

    /// <summary>Disposes of the builder. Must not be called while sources are followed.</summary>
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
                var modules = FileStamp.Take(AppModules.FilesOf(change.App));
                var app = await load(change.App, cancellationToken);
                if (!modules.IsStale())
                {
                    watcher.Accept();
                    return app;
                }

                // Another process wrote the module while it was read: the loaded module may be incomplete.
                await app.DisposeAsync();
            }
        }
        catch (Exception error)
            when (error is BuildException or FunctionLoadException or ManifestException or IOException or UnauthorizedAccessException)
        {
            reports.Failed(IoReason.Sentence(error), isFirst);
            return null;
        }
    }
}
