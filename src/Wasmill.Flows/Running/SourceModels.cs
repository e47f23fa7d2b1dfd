using Wasmill.Broker.Sources;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Running;

// Tested by: SourceTests
/// <summary>Makes of the sources of a flow what the host of sources runs.</summary>
internal sealed class SourceModels(ComponentKinds kinds, ComponentEnvironment environment)
{
    /// <summary>Makes the models.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="isStart">
    /// Whether the broker starts with it. A source that cannot be made is then no reason not to start: it is tried again until it is
    /// repaired.
    /// </param>
    /// <exception cref="FlowException">A source cannot be made.</exception>
    public async Task<IReadOnlyList<SourceModel>> MakeAsync(FlowModel flow, bool isStart)
    {
        var models = new List<SourceModel>();
        foreach (var written in flow.Sources)
            models.Add(await MakeAsync(written, (ISourceKind)kinds.KindOf(written), isStart));
        return models;
    }

    private async Task<SourceModel> MakeAsync(ComponentConfig written, ISourceKind kind, bool isStart)
    {
        var config = written;
        try
        {
            config = SecretResolver.Resolve(written, environment);
            // Whoever edits the flow hears at once of what can only be seen when the source is made.
            await kind.Create(config, environment).DisposeAsync();
        }
        catch (FlowException) when (isStart)
        {
            // The host tries it, and says why it waits.
        }

        return new SourceModel(config.Name, config.Kind, new SourceConfig(config), () => Create(written, kind));
    }

    // The secrets are read anew for each run, so that a source whose file was missing goes on by itself.
    private IEventSource Create(ComponentConfig written, ISourceKind kind)
    {
        try
        {
            return kind.Create(SecretResolver.Resolve(written, environment), environment);
        }
        catch (FlowException error)
        {
            throw new SourceException(error.Message, error);
        }
    }
}
