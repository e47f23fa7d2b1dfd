namespace Wasmill.Broker.Engines;

/// <summary>The usage of an engine since it was opened.</summary>
/// <param name="Bytes">Bytes of events and outcomes, on disk or in memory.</param>
/// <param name="MaxBytes">Limit of those bytes.</param>
/// <param name="DeadLetterBytes">Bytes of dead letters.</param>
/// <param name="Flushes">Number of flushes to disk.</param>
/// <param name="FlushTime">Total duration of all flushes.</param>
/// <param name="Damages">Number of damaged places found.</param>
/// <param name="IsDiskFull">Indicates whether the disk is too full for new events.</param>
public sealed record EngineUsage(
    long Bytes, long MaxBytes, long DeadLetterBytes, long Flushes, TimeSpan FlushTime, long Damages, bool IsDiskFull);
