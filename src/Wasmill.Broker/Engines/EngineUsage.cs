namespace Wasmill.Broker.Engines;

/// <summary>What an engine holds and has done since it was opened.</summary>
/// <param name="Bytes">Bytes of events and outcomes, on the disk or in memory.</param>
/// <param name="MaxBytes">Their bound.</param>
/// <param name="DeadLetterBytes">Bytes of dead letters.</param>
/// <param name="Flushes">How often it flushed to the disk.</param>
/// <param name="FlushTime">How long all of that took.</param>
/// <param name="Damages">Damaged places that were found.</param>
/// <param name="IsDiskFull">Whether the disk refuses new events now.</param>
public sealed record EngineUsage(
    long Bytes, long MaxBytes, long DeadLetterBytes, long Flushes, TimeSpan FlushTime, long Damages, bool IsDiskFull);
