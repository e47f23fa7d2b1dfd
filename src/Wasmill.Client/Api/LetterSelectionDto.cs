namespace Wasmill.Client.Api;

/// <summary>Which dead letters are meant; what is null does not matter.</summary>
/// <param name="Numbers">Their numbers.</param>
/// <param name="Trigger">Their trigger.</param>
/// <param name="Reason">Their reason.</param>
/// <param name="OlderThanSeconds">Given up at least so long ago.</param>
public sealed record LetterSelectionDto(IReadOnlyList<long>? Numbers, string? Trigger, string? Reason, double? OlderThanSeconds);
