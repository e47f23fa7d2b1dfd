namespace Wasmill.Broker.Log.Format;

// Tested by: LogEngineTests, GoldenLogTests
/// <summary>The progress of a trigger, as written to the log and to the checkpoint.</summary>
/// <param name="Number">Number of the trigger in this log; never reused.</param>
/// <param name="Name">Name of the trigger.</param>
/// <param name="Cursor">Events up to this position were matched by its filter.</param>
/// <param name="Open">Those events without a final outcome, and open retries beyond the cursor.</param>
/// <param name="FinalAhead">Ranges of positions beyond the cursor that have a final outcome.</param>
internal sealed record TriggerEntry(
    int Number, string Name, long Cursor, IReadOnlyList<OpenEntry> Open, IReadOnlyList<(long First, long Last)> FinalAhead)
{
    /// <summary>Writes the entry.</summary>
    public void Write(ByteWriter writer)
    {
        writer.Byte((byte)EntryKind.Trigger);
        writer.Number(Number);
        writer.Text(Name);
        writer.Number(Cursor);
        writer.Number(Open.Count);
        foreach (var open in Open)
            open.Write(writer);
        writer.Number(FinalAhead.Count);
        foreach (var (first, last) in FinalAhead)
        {
            writer.Number(first);
            writer.Number(last);
        }
    }

    /// <summary>Reads the bytes after the kind.</summary>
    public static TriggerEntry Read(ref ByteReader reader)
    {
        var number = reader.Int();
        var name = reader.Text();
        var cursor = reader.Number();
        var open = new List<OpenEntry>();
        for (var count = reader.Int(); count > 0; count--)
            open.Add(OpenEntry.Read(ref reader));
        var final = new List<(long, long)>();
        for (var count = reader.Int(); count > 0; count--)
            final.Add((reader.Number(), reader.Number()));
        return new TriggerEntry(number, name, cursor, open, final);
    }
}
