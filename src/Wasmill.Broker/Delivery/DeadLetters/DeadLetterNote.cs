using System.Text.Json;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Delivery.DeadLetters;

// Tested by: DeadLetterEventTests, DeadLetterSinkTests
/// <summary>
/// Why an event was given up: goes with its delivery, also through the engine, while it is on its way to the dead letter sink.
/// </summary>
/// <param name="Reason">Why.</param>
/// <param name="Detail">What the last attempt said, in one line.</param>
/// <param name="Status">The last HTTP status, or null when there was no answer.</param>
/// <param name="Body">How the last answer's body began, at most <see cref="DeliveryResult.ShownBody"/> bytes.</param>
/// <param name="Destination">Where the event was sent.</param>
/// <param name="Attempts">Attempts at the target.</param>
/// <param name="SinkFailures">Attempts at the sink that have failed.</param>
/// <param name="At">When it was given up: the sink's schedule begins here.</param>
internal sealed record DeadLetterNote(
    DeadLetterReason Reason, string Detail, int? Status, byte[] Body, string Destination, int Attempts, int SinkFailures, DateTimeOffset At)
{
    private const int LongestDetail = 500;

    /// <summary>The note of an event that is being given up.</summary>
    public static DeadLetterNote Make(
        AttemptOutcome.GivenUp outcome, DeliveryResult result, string destination, int attempts, DateTimeOffset now)
    {
        var detail = outcome.Detail.Length <= LongestDetail ? outcome.Detail : outcome.Detail[..LongestDetail];
        var body = result.Body[..Math.Min(result.Body.Length, DeliveryResult.ShownBody)].ToArray();
        return new DeadLetterNote(outcome.Reason, detail, outcome.Status, body, destination, attempts, 0, now);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for no note, and for one that is none of ours.</summary>
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

    /// <summary>The note as text.</summary>
    public string Write() => JsonSerializer.Serialize(this, NoteJson.Default.DeadLetterNote);

    /// <summary>The outcome for the engine's dead letters.</summary>
    /// <param name="addition">What became of the sink, or empty.</param>
    public AttemptOutcome.GivenUp Outcome(string addition = "")
        => new(Reason, addition.Length == 0 ? Detail : $"{Detail}; {addition}", Status);
}
