using System.Text.Json;

namespace Wasmill.Client.Api;

// Tested by: DeadLettersCommandTests
/// <summary>A dead letter.</summary>
public sealed record DeadLetterDto
{
    /// <summary>Its number.</summary>
    public required long Number { get; init; }

    /// <summary>The trigger that could not deliver the event.</summary>
    public required string Trigger { get; init; }

    /// <summary><c>retriesExhausted</c>, <c>refused</c>, <c>loop</c>, <c>retention</c>, <c>damaged</c> or <c>crash</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The reason of the last attempt's failure.</summary>
    public required string Detail { get; init; }

    /// <summary>The last HTTP status, or null.</summary>
    public int? Status { get; init; }

    /// <summary>The number of attempts.</summary>
    public required int Attempts { get; init; }

    /// <summary>The time at which the event was dead-lettered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The event's position in the log.</summary>
    public required long Position { get; init; }

    /// <summary>The event's id.</summary>
    public required string Id { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>The target of the trigger; null when the trigger has been deleted.</summary>
    public string? Target { get; init; }

    /// <summary>The attempts that are known, oldest first; null in lists. Logs are kept for the most recent events only.</summary>
    public IReadOnlyList<AttemptDto>? History { get; init; }

    /// <summary>The event in the CloudEvents JSON format; null in lists.</summary>
    public JsonElement? Event { get; init; }
}
