namespace Wasmill.Client.Api;

/// <summary>A selection of dead letters; a null property does not restrict it.</summary>
/// <param name="Numbers">Their numbers.</param>
/// <param name="Trigger">Their trigger.</param>
/// <param name="Reason">Their reason.</param>
/// <param name="OlderThanSeconds">Minimum time since the event was dead-lettered, in seconds.</param>
public sealed record DeadLetterSelectionDto(IReadOnlyList<long>? Numbers, string? Trigger, string? Reason, double? OlderThanSeconds);
