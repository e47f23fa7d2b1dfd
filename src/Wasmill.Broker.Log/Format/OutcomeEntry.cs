using Wasmill.Broker.Records;

namespace Wasmill.Broker.Log.Format;

// Tested by: LogEngineTests, GoldenLogTests
/// <summary>The outcome of one attempt of one trigger, as stored in the log.</summary>
/// <param name="Trigger">The trigger's number.</param>
/// <param name="Position">The event's position.</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="At">Time when the attempt ended.</param>
/// <param name="Outcome">Outcome of the attempt.</param>
internal sealed record OutcomeEntry(int Trigger, long Position, int Attempt, DateTimeOffset At, AttemptOutcome Outcome)
{
    private const byte Delivered = 1;
    private const byte Retry = 2;
    private const byte GivenUp = 3;

    /// <summary>Writes the entry.</summary>
    public void Write(ByteWriter writer)
    {
        writer.Byte((byte)EntryKind.Outcome);
        writer.Number(Trigger);
        writer.Number(Position);
        writer.Number(Attempt);
        writer.Moment(At);
        switch (Outcome)
        {
            case AttemptOutcome.RetryAt retry:
                writer.Byte(Retry);
                writer.Moment(retry.Due);
                writer.Number(retry.Status ?? 0);
                writer.Text(retry.Reason);
                writer.OptionalText(retry.Note);
                break;
            case AttemptOutcome.GivenUp given:
                writer.Byte(GivenUp);
                writer.Byte((byte)given.Reason);
                writer.Number(given.Status ?? 0);
                writer.Text(given.Detail);
                break;
            default:
                writer.Byte(Delivered);
                break;
        }
    }

    /// <summary>Reads the bytes after the kind.</summary>
    public static OutcomeEntry Read(ref ByteReader reader)
    {
        var trigger = reader.Int();
        var position = reader.Number();
        var attempt = reader.Int();
        var at = reader.Moment();
        AttemptOutcome outcome;
        switch (reader.Byte())
        {
            case Delivered:
                outcome = new AttemptOutcome.Delivered();
                break;
            case Retry:
                var due = reader.Moment();
                var status = reader.Int();
                outcome = new AttemptOutcome.RetryAt(due, reader.Text(), status == 0 ? null : status) { Note = reader.OptionalText() };
                break;
            case GivenUp:
                var reason = (DeadLetterReason)reader.Byte();
                var last = reader.Int();
                outcome = new AttemptOutcome.GivenUp(reason, reader.Text(), last == 0 ? null : last);
                break;
            case var other:
                throw new LogFormatException($"outcome kind {other} is unknown");
        }

        return new OutcomeEntry(trigger, position, attempt, at, outcome);
    }
}
