using Wasmill.Broker.Engines;

namespace Wasmill.Broker.Ingress;

/// <summary>Counters of received events by origin, since the broker was created.</summary>
public sealed class IngressCounters
{
    private static readonly OriginKind[] Kinds = Enum.GetValues<OriginKind>();

    private readonly long[] _stored = new long[Kinds.Length];

    /// <summary>Number of stored events by kind; every kind is present.</summary>
    public IEnumerable<(OriginKind Kind, long Count)> Stored => Kinds.Select(kind => (kind, Interlocked.Read(ref _stored[(int)kind])));

    internal void Note(EventOrigin origin, AppendResult result)
    {
        if (result is AppendResult.Stored stored)
            Interlocked.Add(ref _stored[(int)origin.Kind], stored.Events.Count);
    }
}
