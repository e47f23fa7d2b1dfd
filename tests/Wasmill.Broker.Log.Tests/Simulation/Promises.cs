using Wasmill.Broker.Engines;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Log.Tests.Simulation;

/// <summary>What a broker has promised in a simulated life, and what came of it.</summary>
internal sealed class Promises
{
    private readonly List<string[]> _batches = [];
    private readonly Dictionary<string, string> _accepted = [];
    private readonly HashSet<(string Trigger, string Id)> _received = [];
    private readonly Dictionary<(string Trigger, long Position), (int Attempt, DateTimeOffset? Due)> _recorded = [];
    private readonly HashSet<(string Trigger, long Position)> _final = [];
    private readonly HashSet<string> _taken = [];
    private readonly HashSet<(string Trigger, long Position)> _held = [];
    private readonly List<string> _broken = [];
    private bool _isTaken;

    /// <summary>Events were sent.</summary>
    public void Offered(string[] ids) => _batches.Add(ids);

    /// <summary>Events were acknowledged.</summary>
    public void Accepted(IEnumerable<NewEvent> events)
    {
        foreach (var one in events)
            _accepted[one.Event.Id] = one.Event.Type;
    }

    /// <summary>A target has an event.</summary>
    public void Received(string trigger, StoredEvent stored)
    {
        if (!stored.Event.Data.Span.SequenceEqual("{}"u8))
            _broken.Add($"{trigger} got a damaged event {stored.Event.Id}");
        _received.Add((trigger, stored.Event.Id));
    }

    /// <summary>An attempt begins.</summary>
    public void Started(string trigger, PendingDelivery delivery, DateTimeOffset now)
    {
        var key = (trigger, delivery.Event.Position);
        if (_final.Contains(key))
            _broken.Add($"{trigger} delivers event {delivery.Event.Event.Id} again after its final outcome was recorded");
        if (!_recorded.TryGetValue(key, out var recorded))
            return;
        if (delivery.Attempt <= recorded.Attempt)
            _broken.Add($"{trigger} has forgotten attempts at event {delivery.Event.Event.Id}: attempt {delivery.Attempt} after attempt "
                + $"{recorded.Attempt} was recorded");
        if (recorded.Due > now)
            _broken.Add($"{trigger} tries event {delivery.Event.Event.Id} before its time");
    }

    /// <summary>An outcome was recorded.</summary>
    /// <param name="isHeld">Whether it is only in memory, because the disk is full:
    /// then the end of the process costs a repeated delivery.</param>
    public void Recorded(string trigger, PendingDelivery delivery, AttemptOutcome outcome, IReadOnlyList<NewEvent> replies, bool isHeld)
    {
        var key = (trigger, delivery.Event.Position);
        if (isHeld)
            _held.Add(key);
        else
            _held.Remove(key);
        _recorded[key] = (delivery.Attempt, (outcome as AttemptOutcome.RetryAt)?.Due);
        if (outcome is not AttemptOutcome.RetryAt)
            _final.Add(key);
        Accepted(replies);
    }

    /// <summary>The process ended. After a loss of power, outcomes that were not flushed may be gone: they are not promised.</summary>
    public void Restarted(bool losesPower)
    {
        foreach (var key in _held)
        {
            _recorded.Remove(key);
            _final.Remove(key);
        }

        _held.Clear();
        if (!losesPower)
            return;
        _recorded.Clear();
        _final.Clear();
    }

    /// <summary>
    /// A segment with these events was taken away. They may be lost, but not unsaid; outcomes that were in it are forgotten.
    /// </summary>
    public void Taken(IEnumerable<string> ids)
    {
        _taken.UnionWith(ids);
        _isTaken = true;
        Restarted(losesPower: true);
    }

    /// <summary>The log has told of damage.</summary>
    public void Told(string damage)
    {
        if (!_isTaken)
            _broken.Add($"damage was told of, and there is none: {damage}");
    }

    /// <summary>The first promise that was not kept; null when all were.</summary>
    public string? FirstBroken(LogCore core, IReadOnlyList<SimulatedTrigger> triggers)
    {
        if (_broken.Count > 0)
            return _broken[0];

        // An acknowledged event was delivered to every trigger it concerns, or is a dead letter there, or the trigger says that it is lost.
        var dead = core.DeadLetters.ReadAsync(CancellationToken.None)
            .ToBlockingEnumerable()
            .Select(letter => (letter.Trigger, letter.Event.Event.Id))
            .ToHashSet();
        foreach (var trigger in triggers)
        {
            var missing = _accepted.Where(one => trigger.Matches(one.Value))
                .Select(one => one.Key)
                .Where(id => !_received.Contains((trigger.Name, id)) && !dead.Contains((trigger.Name, id)))
                .ToList();
            if (missing.FirstOrDefault(id => !_taken.Contains(id)) is { } id)
                return $"event {id} was acknowledged, and {trigger.Name} never got it";
            if (core.Status(trigger.Name)!.Lost is var lost && missing.Count > lost)
                return $"{missing.Count} events of {trigger.Name} are gone with their segment, and it says {lost}";
        }

        // A batch is there as a whole or not at all; only what the trigger for everything got can tell.
        foreach (var trigger in triggers.Where(trigger => trigger.Type == "*"))
        {
            foreach (var batch in _batches)
            {
                var there =
                    batch.Count(id => _received.Contains((trigger.Name, id)) || dead.Contains((trigger.Name, id)) || _taken.Contains(id));
                if (there != 0 && there != batch.Length)
                    return $"of the batch {string.Join(' ', batch)} only {there} events are there";
            }
        }

        return null;
    }
}
