using Wasmill.Broker;
using Wasmill.Broker.Sources;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Transforms;
using Wasmill.Broker.Triggers;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Running;

// Tested by: AdminTests, DeliveryRulesTests
/// <summary>Runs the most recently applied flow on a broker. Targets with unchanged configuration survive a reload.</summary>
/// <param name="broker">Runs the triggers and targets.</param>
/// <param name="sources">Runs the sources. They must be stopped before the broker.</param>
/// <param name="kinds">The kinds of the flow's components.</param>
/// <param name="environment">The services of the broker that components may use.</param>
public sealed class FlowRuntime(
    EventBroker broker, SourceHost sources, ComponentKinds kinds, ComponentEnvironment environment) : IAsyncDisposable
{
    private readonly SemaphoreSlim _applying = new(1, 1);
    private readonly SourceModels _sourceModels = new(kinds, environment);
    private Dictionary<string, (ComponentConfig Config, IEventTarget Target)> _targets = new(StringComparer.Ordinal);

    /// <summary>The running flow.</summary>
    public FlowModel Current { get; private set; } = new("", [], []);

    /// <summary>Finds a running target; null if unknown.</summary>
    public IEventTarget? FindTarget(string name) => Volatile.Read(ref _targets).TryGetValue(name, out var entry) ? entry.Target : null;

    /// <summary>
    /// Applies a flow: (1) check that the sources can be created, and create the new and changed targets; (2) apply the new model to the
    /// broker; (3) start, stop and change sources, whose events reach the new triggers; (4) dispose the targets that are no longer used.
    /// If a component cannot be created, nothing changes.
    /// </summary>
    /// <param name="flow">The complete new flow.</param>
    /// <param name="isStart">
    /// Indicates whether the broker is starting. Then a component that cannot be created does not prevent the start: the events of a target
    /// wait until it is fixed and the broker is restarted; a source is retried.
    /// </param>
    /// <param name="cancellationToken">Cancels the creation of targets.</param>
    /// <exception cref="FlowException">A component cannot be created.</exception>
    public async Task ApplyAsync(FlowModel flow, bool isStart, CancellationToken cancellationToken)
    {
        await _applying.WaitAsync(cancellationToken);
        try
        {
            // 1
            var models = await _sourceModels.MakeAsync(flow, isStart);
            var (next, made) = await CreateTargetsAsync(flow, isStart, cancellationToken);

            // 2
            try
            {
                await broker.ApplyAsync(ModelOf(flow, next), cancellationToken);
            }
            catch
            {
                // Some triggers may already have the new model. A flow that cannot be stored, for example on a full disk, must not run.
                await RestoreAsync();
                await DisposeAllAsync(made);
                throw;
            }

            foreach (var (component, warning) in FilterWarnings.Find(flow, Current).Concat(SecretWarnings.Find(flow, Current))
                .Concat(FlowWarnings.Find(flow, Current)))
            {
                environment.Logs.CreateLogger(component).FlowWarned(warning);
            }

            // 3
            await sources.ApplyAsync(models, CancellationToken.None);

            // 4
            var gone = _targets.Values.Select(entry => entry.Target).Except(next.Values.Select(entry => entry.Target)).ToList();
            Volatile.Write(ref _targets, next);
            Current = flow;
            await DisposeAllAsync(gone);
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>Disposes all targets. The broker must have stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await DisposeAllAsync(_targets.Values.Select(entry => entry.Target));
        _applying.Dispose();
    }

    private async Task RestoreAsync()
    {
        try
        {
            await broker.ApplyAsync(ModelOf(Current, _targets), CancellationToken.None);
        }
        catch (Exception error)
        {
            environment.Logs.CreateLogger(Current.Broker).FlowNotRestored(error.Message);
        }
    }

    private async Task<(Dictionary<string, (ComponentConfig Config, IEventTarget Target)> Next, List<IEventTarget> Made)>
        CreateTargetsAsync(FlowModel flow, bool isStart, CancellationToken cancellationToken)
    {
        var next = new Dictionary<string, (ComponentConfig Config, IEventTarget Target)>(StringComparer.Ordinal);
        var made = new List<IEventTarget>();
        try
        {
            foreach (var written in flow.Targets)
            {
                var (config, unavailable) = ResolveSecrets(written, isStart);
                if (_targets.TryGetValue(config.Name, out var known)
                    && known.Config.SameAs(config)
                    && known.Target is not UnavailableTarget)
                {
                    next.Add(config.Name, known);
                    continue;
                }

                var target = unavailable ?? await MakeAsync(config, isStart, cancellationToken);
                made.Add(target);
                next.Add(config.Name, (config, target));
            }
        }
        catch
        {
            await DisposeAllAsync(made);
            throw;
        }

        return (next, made);
    }

    private async Task<IEventTarget> MakeAsync(ComponentConfig config, bool isStart, CancellationToken cancellationToken)
    {
        try
        {
            return kinds.KindOf(config) is ITransformationKind transformation
                ? new TransformTarget(transformation.Create(config, environment))
                : await ((ITargetKind)kinds.KindOf(config)).CreateAsync(config, environment, cancellationToken);
        }
        catch (FlowException error) when (isStart)
        {
            return StandIn(config, error);
        }
    }

    private (ComponentConfig Config, IEventTarget? Unavailable) ResolveSecrets(ComponentConfig config, bool isStart)
    {
        try
        {
            return (SecretResolver.Resolve(config, environment), null);
        }
        catch (FlowException error) when (isStart)
        {
            return (config, StandIn(config, error));
        }
    }

    private UnavailableTarget StandIn(ComponentConfig config, FlowException error)
    {
        environment.Logs.CreateLogger(config.Name).TargetUnavailable(error.Message);
        return new UnavailableTarget(error.Message);
    }

    private static BrokerModel ModelOf(FlowModel flow, Dictionary<string, (ComponentConfig Config, IEventTarget Target)> targets)
        => new(
            [.. flow.Triggers.Select(trigger => new TriggerModel(trigger.Name, trigger.Filter.Compile(), trigger.Target, trigger.Delivery)
            {
                Start = trigger.Start,
            })],
            targets.ToDictionary(pair => pair.Key, pair => pair.Value.Target, StringComparer.Ordinal));

    private static async Task DisposeAllAsync(IEnumerable<IEventTarget> targets)
    {
        foreach (var target in targets)
            await target.DisposeAsync();
    }
}
