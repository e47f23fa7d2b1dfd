using System.Threading.Channels;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Tests.Engines;

/// <summary>Keeps what an engine tells of its matching: an event's id and the triggers that get it.</summary>
internal sealed class MatchNotes : IMatchObserver
{
    private readonly Channel<string> _notes = Channel.CreateUnbounded<string>();

    public void NoteMatch(StoredEvent stored, IReadOnlyList<IMatchedTrigger>? triggers)
        => _notes.Writer.TryWrite(
            $"{stored.Event.Id}: {string.Join(' ', triggers!.Select(trigger => trigger.Name).Order(StringComparer.Ordinal))}");

    /// <summary>The next notes; waits for them.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        var taken = new List<string>();
        while (taken.Count < count)
            taken.Add(await _notes.Reader.ReadAsync(cancellationToken));
        return taken;
    }
}
