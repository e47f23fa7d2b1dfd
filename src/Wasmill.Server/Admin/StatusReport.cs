using Wasmill.Broker;
using Wasmill.Broker.Sources;
using Wasmill.Broker.Targets;
using Wasmill.Client.Api;
using Wasmill.Flows.Components;
using Wasmill.Flows.Model;
using Wasmill.Flows.Running;

namespace Wasmill.Server.Admin;

// Tested by: DescribeCommandTests, AdminTests
/// <summary>Collects the status that <c>describe</c> shows.</summary>
internal sealed class StatusReport(EventBroker broker, FlowRuntime flow, SourceHost sources, ComponentKinds kinds, string url)
{
    /// <summary>Collects the current status.</summary>
    public async Task<StatusDto> MakeAsync(CancellationToken cancellationToken)
    {
        var model = flow.Current;
        var triggers = await broker.GetStatusAsync(cancellationToken);
        var targets = await Task.WhenAll(
            model.Targets.Select(async target => (target.Role, Target: await DescribeAsync(target, triggers, cancellationToken))));
        var byRole = targets.ToLookup(one => one.Role, one => one.Target);
        return new StatusDto(model.Broker, url, [.. triggers.Select(Describe)], [.. byRole[ComponentRole.Target]])
        {
            Sources = [.. model.Sources.Select(Describe)],
            Transformations = [.. byRole[ComponentRole.Transformation]],
        };
    }

    private SourceDto Describe(ComponentConfig config)
    {
        var described = SourceDto.Of(config, kinds);
        if (sources.FindStatus(config.Name) is not { } status)
            return described;
        return described with
        {
            State = status.State.ToString().ToLowerInvariant(),
            Until = status.Until,
            Reason = status.Reason.Length > 0 ? status.Reason : null,
            Next = status.Next,
            Url = kinds.KindOf(config) is ISourceKind { TakesRequests: true } ? url + described.Address : null,
            Published = status.Published,
            Duplicates = status.Duplicates,
            Restarts = status.Restarts,
            LastEvent = status.LastEvent,
            LastError = status.LastFailure?.Reason,
            LastErrorAt = status.LastFailure?.At,
        };
    }

    private static TriggerDto Describe(TriggerStatus status)
    {
        // The last attempt may have succeeded with another event: the error remains while events wait for a retry.
        var failure = status.LastSucceeded == false || status.OpenRetries > 0 ? status.LastFailure : null;
        return new TriggerDto
        {
            Name = status.Trigger.Name,
            Target = status.Trigger.Target,
            Filter = status.Trigger.Filter.Describe(),
            Lag = status.Lag,
            OpenRetries = status.OpenRetries,
            NextRetry = status.NextRetry,
            InFlight = status.InFlight,
            Delivered = status.Delivered,
            FailedAttempts = status.FailedAttempts,
            DeadLetters = status.DeadLetters,
            PausedUntil = status.PausedUntil,
            LastError = failure?.Reason,
            LastErrorEvent = failure?.EventId,
            LastErrorAt = failure?.At,
            Rate = status.Rate,
            Oldest = status.Oldest,
            Lost = status.Lost,
        };
    }

    private async Task<TargetDto> DescribeAsync(
        ComponentConfig config, IReadOnlyList<TriggerStatus> triggers, CancellationToken cancellationToken)
    {
        var delivered = triggers.Where(trigger => trigger.Trigger.Target == config.Name).Any(trigger => trigger.LastSucceeded == true);
        var online = delivered || flow.FindTarget(config.Name) is IProbeable probeable && await probeable.ProbeAsync(cancellationToken);
        return TargetDto.Of(config, kinds, $"{url}/targets/{config.Name}", online);
    }
}
