using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Functions;

namespace Wasmill.Apps.Building.Watching;

/// <summary>Builds what has changed, for as long as it runs. Loading the finished modules is somebody else's work.</summary>
/// <param name="watcher">Watches the sources.</param>
/// <param name="builder">Builds components. It is owned from now on.</param>
/// <param name="output">Receives lines for the user.</param>
public sealed class SourceRebuilder(SourceWatcher watcher, AppBuilder builder, BuildOutput output) : IDisposable
{
    /// <summary>Runs until it is cancelled. A build that fails is told, and leaves the module as it was.</summary>
    /// <param name="built">Gets the paths of modules that a build has finished.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action<IReadOnlyList<string>> built, CancellationToken cancellationToken)
    {
        // What lies there counts as built: the module was loaded before any source changed.
        watcher.Accept();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var change = await watcher.NextAsync(cancellationToken);
                if (change.Components.Count > 0)
                    await builder.BuildAsync(change.App, change.Components, cancellationToken);
                watcher.Accept();
                built([.. change.App.Components.Where(component => change.Components.Contains(component.Id)).Select(component => AppRuntime.ModulePath(change.App, component))]);
            }
            catch (Exception error) when (error is BuildException or FunctionLoadException or ManifestException or IOException or UnauthorizedAccessException)
            {
                output($"the changed function cannot be built, the old one goes on: {error.Message}");
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The target is gone.
            }
        }
    }

    /// <summary>Ends the builder. Nothing is built any more.</summary>
    public void Dispose() => builder.Dispose();
}
