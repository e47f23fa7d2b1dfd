using Wasmill.Broker;
using Wasmill.Broker.Sources;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Triggers;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Running;

/// <summary>Keeps a broker running the flow that was applied last. Targets whose configuration did not change live on over a reload.</summary>
/// <param name="broker">Runs the triggers and targets.</param>
/// <param name="sources">Runs the sources. Whoever stops the broker stops them before.</param>
/// <param name="kinds">The kinds of the flow's components.</param>
/// <param name="environment">What components may use of the broker.</param>
public sealed class FlowRuntime(
    EventBroker broker, SourceHost sources, ComponentKinds kinds, ComponentEnvironment environment) : IAsyncDisposable
{
    private readonly SemaphoreSlim _applying = new(1, 1);
    private readonly SourceModels _sourceModels = new(kinds, environment);
    private Dictionary<string, (ComponentConfig Config, IEventTarget Target)> _targets = new(StringComparer.Ordinal);

    /// <summary>The flow that runs.</summary>
    public FlowModel Current { get; private set; } = new("", [], []);

    /// <summary>A target that runs, or null.</summary>
    public IEventTarget? FindTarget(string name) => Volatile.Read(ref _targets).TryGetValue(name, out var entry) ? entry.Target : null;

    /// <summary>
    /// Runs another flow: (1) see that the sources can be made, and make the targets that are new or changed; (2) have the broker take the
    /// new
    /// model; (3) start, stop and change sources, whose events the new triggers get; (4) dispose the targets that nobody uses any more.
    /// When
    /// a component cannot be made, nothing has changed.
    /// </summary>
    /// <param name="flow">The whole new flow.</param>
    /// <param name="isStart">
    /// Whether the broker starts with it. A component that cannot be made is then no reason not to start: the events of a target wait until
    /// it is repaired and the broker restarted, and a source is tried again.
    /// </param>
    /// <param name="cancellationToken">Abandons the making of targets.</param>
    /// <exception cref="FlowException">A component cannot be made.</exception>
    public async Task ApplyAsync(FlowModel flow, bool isStart, CancellationToken cancellationToken)
    {
        await _applying.WaitAsync(cancellationToken);
        try
        {
            // 1
            var models = await _sourceModels.MakeAsync(flow, isStart);
            var (next, made) = await MakeTargetsAsync(flow, isStart, cancellationToken);

            // 2
            try
            {
                await broker.ApplyAsync(ModelOf(flow, next), cancellationToken);
            }
            catch
            {
                // A part of the triggers may have the new model: what is not stored, for example on a full disk, must not run.
                await GoBackAsync();
                await DisposeAllAsync(made);
                throw;
            }

            foreach (var (component, warning) in FilterWarnings.Of(flow, Current).Concat(SecretWarnings.Of(flow, Current)).Concat(FlowWarnings.Of(flow, Current)))
                environment.Logs.CreateLogger(component).FlowWarned(warning);

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

    /// <summary>Disposes every target. The broker has stopped before.</summary>
    public async ValueTask DisposeAsync()
    {
        await DisposeAllAsync(_targets.Values.Select(entry => entry.Target));
        _applying.Dispose();
    }

    private async Task GoBackAsync()
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

    private async Task<(Dictionary<string, (ComponentConfig Config, IEventTarget Target)> Next, List<IEventTarget> Made)> MakeTargetsAsync(FlowModel flow, bool isStart, CancellationToken cancellationToken)
    {
        var next = new Dictionary<string, (ComponentConfig Config, IEventTarget Target)>(StringComparer.Ordinal);
        var made = new List<IEventTarget>();
        try
        {
            foreach (var written in flow.Targets)
            {
                var (config, unavailable) = ResolveSecrets(written, isStart);
                if (_targets.TryGetValue(config.Name, out var known) && known.Config.SameAs(config) && known.Target is not UnavailableTarget)
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
            return await ((ITargetKind)kinds.KindOf(config)).CreateAsync(config, environment, cancellationToken);
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
            [.. flow.Triggers.Select(trigger => new TriggerModel(trigger.Name, trigger.Filter.Compile(), trigger.Target, trigger.Delivery) { Start = trigger.Start })],
            targets.ToDictionary(pair => pair.Key, pair => pair.Value.Target, StringComparer.Ordinal));

    private static async Task DisposeAllAsync(IEnumerable<IEventTarget> targets)
    {
        foreach (var target in targets)
            await target.DisposeAsync();
    }
}
