namespace Wasmill.Broker.History.Journal;

/// <summary>The log lines of one attempt, dropped when the journal needs room. Guarded by the journal's lock.</summary>
/// <param name="lines">The lines.</param>
internal sealed class KeptLog(IReadOnlyList<string> lines)
{
    // Objects, headers and references, in characters: a log of one short line takes more memory than its text.
    private const int LogOverhead = 64;
    private const int LineOverhead = 32;

    /// <summary>The lines; empty once they were dropped.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = lines;

    /// <summary>Size of the lines in two-byte characters; 0 if there are none.</summary>
    public int Characters { get; } = lines.Count == 0 ? 0 : LogOverhead + lines.Sum(line => line.Length + LineOverhead);

    /// <summary>Forgets the lines.</summary>
    public void Drop() => Lines = [];
}
