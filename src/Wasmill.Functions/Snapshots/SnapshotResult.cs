namespace Wasmill.Functions.Snapshots;

/// <summary>What an attempt to snapshot came to.</summary>
/// <param name="Image">The module's bytes with its state inside; null when a step failed.</param>
/// <param name="FailedStep">The export that failed; null when all succeeded.</param>
/// <param name="Code">What it returned, or 0 when the guest ended in another way.</param>
/// <param name="Reason">One line for people when the guest trapped or hit a limit; empty otherwise.</param>
/// <param name="Log">What the guest wrote during the steps.</param>
public sealed record SnapshotResult(byte[]? Image, string? FailedStep, int Code, string Reason, IReadOnlyList<FunctionLogLine> Log);
