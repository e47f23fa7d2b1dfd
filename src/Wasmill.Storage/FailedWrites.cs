using Microsoft.Extensions.Logging;

namespace Wasmill.Storage;

/// <summary>
/// Decides the effect of a failed write, counts failures by <see cref="WriteKind"/>, and logs when writes of a kind start to fail and when
/// they work again. Thread-safe. No other class decides the effect of a failed write.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="log">Receives one message for each change; must not throw. Called on any thread.</param>
public sealed class FailedWrites(TimeProvider time, ILogger log)
{
    // A full disk occasionally has a few free bytes. Writes work again only after this time without a failure.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private static readonly WriteKind[] AllKinds = Enum.GetValues<WriteKind>();

    private readonly Lock _lock = new();
    private readonly Tally[] _tallies = [.. AllKinds.Select(_ => new Tally())];

    /// <summary>The number of failures of every kind since the process started.</summary>
    public IEnumerable<(WriteKind Kind, long Count)> Counts => AllKinds.Select(kind => (kind, CountOf(kind)));

    /// <summary>
    /// Decides the effect of a failure: event data is refused on a full disk and otherwise stops the process; settings are refused;
    /// everything else degrades.
    /// </summary>
    public static FailureEffect EffectOf(WriteKind kind, Exception error) => kind switch
    {
        WriteKind.EventData => error is IOException failure && DiskErrors.IsFull(failure) ? FailureEffect.Refuse : FailureEffect.Stop,
        WriteKind.Settings => FailureEffect.Refuse,
        _ => FailureEffect.Degrade,
    };

    /// <summary>
    /// Indicates whether an exception is the system's refusal to write. Any other exception is a bug and must not be caught.
    /// </summary>
    public static bool IsRefusal(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>Returns the number of failures of a kind since the process started.</summary>
    public long CountOf(WriteKind kind) => Interlocked.Read(ref _tallies[(int)kind].Failures);

    /// <summary>Runs a write whose failure degrades.</summary>
    /// <param name="kind">The kind of the write.</param>
    /// <param name="write">The write.</param>
    /// <returns>False if the write failed; the failure is counted.</returns>
    /// <exception cref="IOException">A failure of this kind does not degrade.</exception>
    /// <exception cref="UnauthorizedAccessException">A failure of this kind does not degrade.</exception>
    public bool Try(WriteKind kind, Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (IsRefusal(error) && EffectOf(kind, error) == FailureEffect.Degrade)
        {
            Note(kind, error);
            return false;
        }

        NoteSuccess(kind);
        return true;
    }

    /// <summary>Counts a failure, and logs it if it degrades and is the first one.</summary>
    /// <returns>The effect that the caller must apply.</returns>
    public FailureEffect Note(WriteKind kind, Exception error)
    {
        var tally = _tallies[(int)kind];
        Interlocked.Increment(ref tally.Failures);
        var effect = EffectOf(kind, error);
        // A refused write is reported to its caller, and a stop has its own message.
        if (effect != FailureEffect.Degrade)
            return effect;
        lock (_lock)
        {
            tally.Last = time.GetTimestamp();
            if (tally.IsFailing)
                return effect;
            Volatile.Write(ref tally.IsFailing, true);
        }

        log.WritesFail(NounOf(kind), IoReason.Of(error));
        return effect;
    }

    /// <summary>Records a successful write; logs it if earlier writes failed and the last failure is several seconds ago.</summary>
    public void NoteSuccess(WriteKind kind)
    {
        var tally = _tallies[(int)kind];
        if (!Volatile.Read(ref tally.IsFailing))
            return;
        lock (_lock)
        {
            if (!tally.IsFailing || time.GetElapsedTime(tally.Last) < Quiet)
                return;
            Volatile.Write(ref tally.IsFailing, false);
        }

        log.WritesWork(NounOf(kind), CountOf(kind));
    }

    /// <summary>Returns the name of a kind as a metric label: lowercase with underscores.</summary>
    public static string LabelOf(WriteKind kind) => kind switch
    {
        WriteKind.EventData => "event_data",
        WriteKind.Checkpoint => "checkpoint",
        WriteKind.Settings => "settings",
        WriteKind.State => "state",
        WriteKind.LogLine => "log_line",
        WriteKind.Terminal => "terminal",
        WriteKind.FunctionLog => "function_log",
        WriteKind.CacheEntry => "cache_entry",
        WriteKind.Position => "position",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string NounOf(WriteKind kind) => kind switch
    {
        WriteKind.EventData => "events",
        WriteKind.Checkpoint => "checkpoints",
        WriteKind.Settings => "settings",
        WriteKind.State => "state files",
        WriteKind.LogLine => "log lines",
        WriteKind.Terminal => "standard output and error",
        WriteKind.FunctionLog => "output of functions",
        WriteKind.CacheEntry => "cache entries",
        WriteKind.Position => "positions of sources",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private sealed class Tally
    {
        public long Failures;
        public long Last;
        public bool IsFailing;
    }
}
