namespace Wasmill.Broker.Log.Inspection;

/// <summary>The progress of a trigger at the checkpoint.</summary>
/// <param name="Name">Name of the trigger.</param>
/// <param name="Cursor">Events up to this position were matched.</param>
/// <param name="Open">Number of those events without a final outcome.</param>
/// <param name="Lost">
/// Number of undelivered events that are gone from the disk. Events that were not matched count as if they passed the filter.
/// </param>
public sealed record TriggerSummary(string Name, long Cursor, int Open, long Lost);
