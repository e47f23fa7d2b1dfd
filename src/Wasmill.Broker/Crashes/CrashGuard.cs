using Microsoft.Extensions.Logging;
using Wasmill.Storage;

namespace Wasmill.Broker.Crashes;

/// <summary>
/// Detects the event whose delivery crashes the process. Events in flight in functions at an unclean stop are suspects and run alone after
/// the next start: if the process crashes again, that event is guilty and is dead-lettered (<see cref="Records.DeadLetterReason.Crash"/>);
/// its neighbors are not. A completed call clears its event; a clean stop clears all.
/// </summary>
public sealed class CrashGuard : IDisposable
{
    private const int Crashes = 2;

    private readonly Lock _lock = new();
    private readonly FailedWrites _failures;
    private readonly CallGate _gate = new();
    private readonly SuspectFile _file;
    private readonly CallNotes? _notes;
    private readonly Dictionary<CallKey, int> _suspects = [];
    private readonly long _generation;
    private volatile bool _hasSuspects;

    private CrashGuard(SuspectFile file, CallNotes? notes, long generation, Dictionary<CallKey, int> suspects, FailedWrites failures)
    {
        _file = file;
        _notes = notes;
        _generation = generation;
        _suspects = suspects;
        _hasSuspects = suspects.Count > 0;
        _failures = failures;
    }

    /// <summary>Indicates whether some events run alone.</summary>
    internal bool HasSuspects => _hasSuspects;

    /// <summary>
    /// Opens a folder: (1) reads the notes of the last process and the earlier suspects; (2) counts the events in flight, once;
    /// (3) resets the notes. If the files cannot be opened, for example on a full disk, nothing is guarded, and that is logged.
    /// </summary>
    /// <param name="folder">An existing folder of a broker whose positions survive restarts.</param>
    /// <param name="log">Receives the events that were in flight.</param>
    /// <param name="failures">Counts writes that fail.</param>
    public static CrashGuard Open(string folder, ILogger log, FailedWrites failures)
    {
        var file = new SuspectFile(Path.Combine(folder, "suspects"));
        CallNotes? notes = null;
        try
        {
            // 1
            notes = CallNotes.Open(Path.Combine(folder, "calls"));
            var (counted, suspects) = file.Read();
            var inFlight = notes.InFlight;

            // 2
            if (notes.Generation > counted && inFlight.Count > 0)
            {
                foreach (var key in inFlight)
                    suspects[key] = suspects.GetValueOrDefault(key) + 1;
                file.Write(notes.Generation, suspects);
                if (inFlight.Count == 1)
                    log.EventWasInFlight();
                else
                    log.EventsWereInFlight(inFlight.Count);
            }

            // 3
            notes.Clear();
            return new CrashGuard(file, notes, notes.Generation, suspects, failures);
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            notes?.Dispose();
            failures.Note(WriteKind.State, error);
            log.CallsNotNoted(IoReason.Sentence(error));
            return new CrashGuard(file, null, 0, [], failures);
        }
    }

    /// <summary>Notes the beginning of a call in this process.</summary>
    /// <returns>The argument for <see cref="End"/>.</returns>
    internal int Begin(CallKey key) => _notes?.Begin(key) ?? 0;

    /// <summary>Notes the end of a call.</summary>
    internal void End(int note) => _notes?.End(note);

    /// <summary>Indicates whether an event was in flight at two consecutive unclean stops.</summary>
    internal bool IsGuilty(CallKey key)
    {
        lock (_lock)
            return _suspects.GetValueOrDefault(key) >= Crashes;
    }

    /// <summary>Waits until a call may run: a suspect alone, others while no suspect runs. <see cref="Leave"/> must follow.</summary>
    internal Task EnterAsync(CallKey key)
    {
        bool alone;
        lock (_lock)
            alone = _suspects.ContainsKey(key);
        return _gate.EnterAsync(alone);
    }

    /// <summary>
    /// Ends a call begun with <see cref="EnterAsync"/>. The process has survived it: the event is no longer a suspect.
    /// </summary>
    internal void Leave(CallKey key)
    {
        Clear(key);
        _gate.Leave();
    }

    /// <summary>Forgets a suspect.</summary>
    internal void Clear(CallKey key)
    {
        lock (_lock)
        {
            if (!_suspects.Remove(key))
                return;
            _hasSuspects = _suspects.Count > 0;
            Save();
        }
    }

    /// <summary>Ends with a clean stop: nothing is suspect any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_suspects.Count > 0)
            {
                _suspects.Clear();
                Save();
            }
        }

        _notes?.Clear();
        _notes?.Dispose();
    }

    // Written before the notes of this process, which belong to the next generation.
    // If this fails, the event runs alone once more after a crash.
    private void Save() => _failures.Try(WriteKind.State, () => _file.Write(_generation - 1, _suspects));
}
