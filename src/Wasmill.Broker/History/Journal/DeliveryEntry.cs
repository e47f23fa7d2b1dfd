namespace Wasmill.Broker.History.Journal;

/// <summary>One delivery in the journal. Guarded by the journal's lock.</summary>
internal sealed class DeliveryEntry(string trigger, string target)
{
    private const int KeptAttempts = 8;

    private readonly Queue<(AttemptRecord Attempt, KeptLog Log)> _attempts = new();

    public string Trigger { get; } = trigger;

    public string Target { get; } = target;

    public DeliveryState State { get; set; }

    /// <summary>The last attempts, oldest first, with what is left of their logs.</summary>
    public IEnumerable<AttemptRecord> Attempts => _attempts.Select(kept => kept.Attempt with { Log = kept.Log.Lines });

    public DateTimeOffset? NextDue { get; set; }

    public List<long> Replies { get; } = [];

    /// <summary>Adds an attempt, whose log is kept beside it, and forgets the oldest beyond the bound.</summary>
    public void Add(AttemptRecord attempt, KeptLog log)
    {
        _attempts.Enqueue((attempt, log));
        if (_attempts.Count > KeptAttempts)
            _attempts.Dequeue();
    }
}
