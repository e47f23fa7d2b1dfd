namespace Wasmill.Broker.Log.Format;

/// <summary>An undelivered event of a trigger.</summary>
/// <param name="Position">The event's position.</param>
/// <param name="Attempts">Number of failed attempts.</param>
/// <param name="Due">Time of the next attempt; null before the first attempt.</param>
/// <param name="Status">The last HTTP status, or null.</param>
/// <param name="LastFailure">Failure of the last attempt; null if none.</param>
/// <param name="Note">Note that the engine returns to the broker, or null.</param>
internal sealed record OpenEntry(long Position, int Attempts, DateTimeOffset? Due, int? Status, string? LastFailure, string? Note)
{
    /// <summary>Writes the entry.</summary>
    public void Write(ByteWriter writer)
    {
        writer.Number(Position);
        writer.Number(Attempts);
        if (Attempts == 0)
            return;
        writer.Moment(Due ?? DateTimeOffset.MinValue);
        writer.Number(Status ?? 0);
        writer.OptionalText(LastFailure);
        writer.OptionalText(Note);
    }

    /// <summary>Reads the entry.</summary>
    public static OpenEntry Read(ref ByteReader reader)
    {
        var position = reader.Number();
        var attempts = reader.Int();
        if (attempts == 0)
            return new OpenEntry(position, 0, null, null, null, null);
        var due = reader.Moment();
        var status = reader.Int();
        return new OpenEntry(position, attempts, due, status == 0 ? null : status, reader.OptionalText(), reader.OptionalText());
    }
}
