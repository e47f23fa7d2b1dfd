using Wasmill.Flows.Model;

namespace Wasmill.Client.Api;

/// <summary>Everything that <c>describe</c> shows.</summary>
/// <param name="Broker">The broker's name.</param>
/// <param name="Url">Where it listens; null while it is stopped.</param>
/// <param name="Triggers">Its triggers in the order of the flow.</param>
/// <param name="Targets">Its targets in the order of the flow.</param>
public sealed record StatusDto(string Broker, string? Url, IReadOnlyList<TriggerDto> Triggers, IReadOnlyList<TargetDto> Targets)
{
    /// <summary>The state of a broker that is stopped: what its flow says.</summary>
    public static StatusDto OfStopped(FlowModel model) => new(
        model.Broker,
        null,
        [.. model.Triggers.Select(trigger => new TriggerDto(trigger.Name, trigger.Target, trigger.Filter.Compile().Describe()))],
        [.. model.Targets.Select(target => TargetDto.Of(target, null, online: false))]);
}
