using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Functions;
using Wasmill.Storage;

namespace Wasmill.Apps.Building.Watching;

// Tested by: FunctionTargetTests
/// <summary>Builds changed components until it is canceled. Does not load the built modules.</summary>
/// <param name="watcher">The watcher of the sources.</param>
/// <param name="builder">The builder of components. This object takes ownership.</param>
/// <param name="output">Receives lines for the user.</param>
public sealed class SourceRebuilder(SourceWatcher watcher, AppBuilder builder, BuildOutput output) : IDisposable
{
    /// <summary>Runs until it is canceled. A failed build is reported and leaves the module unchanged.</summary>
    /// <param name="built">Receives the paths of built modules.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public async Task RunAsync(Action<IReadOnlyList<string>> built, CancellationToken cancellationToken)
    {
        // The existing module counts as built: it was loaded before any source changed.
        watcher.Accept();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var change = await watcher.NextAsync(cancellationToken);
                if (change.Components.Count > 0)
                    await builder.BuildAsync(change.App, change.Components, cancellationToken);
                watcher.Accept();
                built(AppModules.FilesOf(change.App.Only(change.Components)));
            }
            catch (Exception error)
                when (error is BuildException or FunctionLoadException or ManifestException or IOException or UnauthorizedAccessException)
            {
                output($"the changed function cannot be built; the previous version continues to run: {IoReason.Sentence(error)}");
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The target was removed.
            }
        }
    }

    /// <summary>Disposes of the builder. Must not be called while a build runs.</summary>
    public void Dispose() => builder.Dispose();
}
