namespace Wasmill.Functions.Snapshots;

/// <summary>One call of the initialisation: an export that returns 0 when it succeeded.</summary>
/// <param name="Export">The export's name.</param>
/// <param name="Number">Its argument when it takes a number.</param>
/// <param name="Block">Its argument when it takes bytes: they are placed in the guest's memory for good and passed as address and length.</param>
public sealed record SnapshotStep(string Export, uint Number = 0, ReadOnlyMemory<byte>? Block = null);
