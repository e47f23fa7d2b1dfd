namespace Wasmill.Server.Api;

/// <summary>Everything that <c>describe</c> shows.</summary>
/// <param name="Broker">The broker's name.</param>
/// <param name="Url">Where it listens; null while it is stopped.</param>
/// <param name="Triggers">Its triggers in the order of the flow.</param>
/// <param name="Targets">Its targets in the order of the flow.</param>
public sealed record StatusDto(string Broker, string? Url, IReadOnlyList<TriggerDto> Triggers, IReadOnlyList<TargetDto> Targets);
