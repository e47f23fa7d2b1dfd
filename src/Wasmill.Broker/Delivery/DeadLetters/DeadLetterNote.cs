using System.Text.Json;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Delivery.DeadLetters;

// Tested by: DeadLetterEventTests, DeadLetterSinkTests
/// <summary>
/// Dead letter data of an event. It travels with the delivery, also through the engine, while the event is on its way to the sink.
/// </summary>
internal sealed record DeadLetterNote
{
    /// <summary>Reason of the dead letter.</summary>
    public required DeadLetterReason Reason { get; init; }

    /// <summary>Message of the last attempt, in one line.</summary>
    public required string Detail { get; init; }

    /// <summary>Last HTTP status; null if there was no response.</summary>
    public int? Status { get; init; }

    /// <summary>Beginning of the last response body, at most <see cref="DeliveryResult.ShownBody"/> bytes.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Destination of the event.</summary>
    public required string Destination { get; init; }

    /// <summary>Number of attempts to the target.</summary>
    public required int Attempts { get; init; }

    /// <summary>Number of failed attempts to the sink.</summary>
    public required int SinkFailures { get; init; }

    /// <summary>Time when the event was dead-lettered: the start of the sink's retry schedule.</summary>
    public required DateTimeOffset At { get; init; }

    private const int LongestDetail = 500;

    /// <summary>Creates the note of an undeliverable event.</summary>
    public static DeadLetterNote Make(
        AttemptOutcome.GivenUp outcome, DeliveryResult result, string destination, int attempts, DateTimeOffset now)
    {
        var detail = outcome.Detail.Length <= LongestDetail ? outcome.Detail : outcome.Detail[..LongestDetail];
        var body = result.Body[..Math.Min(result.Body.Length, DeliveryResult.ShownBody)].ToArray();
        return new DeadLetterNote
        {
            Reason = outcome.Reason,
            Detail = detail,
            Status = outcome.Status,
            Body = body,
            Destination = destination,
            Attempts = attempts,
            SinkFailures = 0,
            At = now,
        };
    }

    /// <summary>Reads the output of <see cref="Write"/>; null for no note or a foreign note.</summary>
    public static DeadLetterNote? Read(string? text)
    {
        if (text is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize(text, NoteJson.Default.DeadLetterNote);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the note as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, NoteJson.Default.DeadLetterNote);

    /// <summary>Creates the outcome for the engine's dead letters.</summary>
    public AttemptOutcome.GivenUp Outcome(string addition = "")
    => new(Reason, addition.Length == 0 ? Detail : $"{Detail}; {addition}", Status);
}
