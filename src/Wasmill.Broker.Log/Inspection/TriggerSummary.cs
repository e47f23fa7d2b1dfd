namespace Wasmill.Broker.Log.Inspection;

/// <summary>Where a trigger stood at the checkpoint.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cursor">Events up to this position were matched.</param>
/// <param name="Open">Those of them without a final outcome.</param>
/// <param name="Lost">Events that it had yet to deliver and that are gone from the disk. Those that it had not matched are counted as if
/// they passed its filter.</param>
public sealed record TriggerSummary(string Name, long Cursor, int Open, long Lost);
