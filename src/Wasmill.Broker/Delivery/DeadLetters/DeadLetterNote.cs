using System.Text.Json;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Delivery.DeadLetters;

// Tested by: DeadLetterEventTests, DeadLetterSinkTests
/// <summary>
/// Dead letter data of an event. It travels with the delivery, also through the engine, while the event is on its way to the sink.
/// </summary>
/// <param name="Reason">Reason of the dead letter.</param>
/// <param name="Detail">Message of the last attempt, in one line.</param>
/// <param name="Status">Last HTTP status; null if there was no response.</param>
/// <param name="Body">Beginning of the last response body, at most <see cref="DeliveryResult.ShownBody"/> bytes.</param>
/// <param name="Destination">Destination of the event.</param>
/// <param name="Attempts">Number of attempts to the target.</param>
/// <param name="SinkFailures">Number of failed attempts to the sink.</param>
/// <param name="At">Time when the event was dead-lettered: the start of the sink's retry schedule.</param>
internal sealed record DeadLetterNote(
    DeadLetterReason Reason, string Detail, int? Status, byte[] Body, string Destination, int Attempts, int SinkFailures, DateTimeOffset At)
{
    private const int LongestDetail = 500;

    /// <summary>Creates the note of an undeliverable event.</summary>
    public static DeadLetterNote Make(
        AttemptOutcome.GivenUp outcome, DeliveryResult result, string destination, int attempts, DateTimeOffset now)
    {
        var detail = outcome.Detail.Length <= LongestDetail ? outcome.Detail : outcome.Detail[..LongestDetail];
        var body = result.Body[..Math.Min(result.Body.Length, DeliveryResult.ShownBody)].ToArray();
        return new DeadLetterNote(outcome.Reason, detail, outcome.Status, body, destination, attempts, 0, now);
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
    /// <param name="addition">Failure of the sink, or empty.</param>
    public AttemptOutcome.GivenUp Outcome(string addition = "")
        => new(Reason, addition.Length == 0 ? Detail : $"{Detail}; {addition}", Status);
}
