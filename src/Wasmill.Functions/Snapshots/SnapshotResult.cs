namespace Wasmill.Functions.Snapshots;

/// <summary>The result of taking a snapshot.</summary>
/// <param name="Image">The bytes of the module with its state; null if a step failed.</param>
/// <param name="FailedStep">The export that failed; null if all succeeded.</param>
/// <param name="Code">The value that it returned; 0 if the guest ended in another way.</param>
/// <param name="Reason">One human-readable line if the guest trapped or hit a limit; otherwise empty.</param>
/// <param name="Log">The lines that the guest wrote during the steps.</param>
public sealed record SnapshotResult(byte[]? Image, string? FailedStep, int Code, string Reason, IReadOnlyList<FunctionLogLine> Log);
