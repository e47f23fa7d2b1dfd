using Wasmill.Flows.Components;
using Wasmill.Flows.Model;

namespace Wasmill.Client.Api;

// Tested by: DescribeCommandTests
/// <summary>The status that <c>describe</c> shows.</summary>
/// <param name="Broker">The broker's name.</param>
/// <param name="Url">The address that the broker listens on; null while it is stopped.</param>
/// <param name="Triggers">Its triggers in the order of the flow.</param>
/// <param name="Targets">Its targets in the order of the flow.</param>
public sealed record StatusDto(string Broker, string? Url, IReadOnlyList<TriggerDto> Triggers, IReadOnlyList<TargetDto> Targets)
{
    /// <summary>The sources in the order of the flow.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<SourceDto> Sources { get; init; } = [];

    /// <summary>The transformations in the order of the flow.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<TargetDto> Transformations { get; init; } = [];

    /// <summary>Describes a stopped broker from its flow.</summary>
    public static StatusDto OfStopped(FlowModel model, ComponentKinds kinds)
    {
        var targets = model.Targets.ToLookup(target => target.Role, target => TargetDto.Of(target, kinds, null, online: false));
        return new StatusDto(
            model.Broker,
            null,
            [.. model.Triggers.Select(trigger => new TriggerDto
            {
                Name = trigger.Name,
                Target = trigger.Target,
                Filter = trigger.Filter.Compile().Describe(),
            })],
            [.. targets[ComponentRole.Target]])
        {
            Sources = [.. model.Sources.Select(source => SourceDto.Of(source, kinds))],
            Transformations = [.. targets[ComponentRole.Transformation]],
        };
    }
}
