namespace Wasmill.Functions.Snapshots;

/// <summary>One step of the initialization: an export that returns 0 on success.</summary>
/// <param name="Export">The name of the export.</param>
/// <param name="Number">The argument if the export takes a number.</param>
/// <param name="Block">The argument if the export takes bytes: they are placed permanently in the guest's memory and passed as address and
/// length.</param>
public sealed record SnapshotStep(string Export, uint Number = 0, ReadOnlyMemory<byte>? Block = null);
