namespace Wasmill.Broker.Journal;

/// <summary>One delivery in the journal. Guarded by the journal's lock.</summary>
internal sealed class DeliveryEntry(string trigger, string target)
{
    private const int KeptAttempts = 8;

    public string Trigger { get; } = trigger;

    public string Target { get; } = target;

    public DeliveryState State { get; set; }

    public Queue<AttemptRecord> Attempts { get; } = new();

    public DateTimeOffset? NextDue { get; set; }

    public List<long> Replies { get; } = [];

    /// <summary>Adds an attempt and forgets the oldest beyond the bound.</summary>
    public void Add(AttemptRecord attempt)
    {
        Attempts.Enqueue(attempt);
        if (Attempts.Count > KeptAttempts)
            Attempts.Dequeue();
    }
}
