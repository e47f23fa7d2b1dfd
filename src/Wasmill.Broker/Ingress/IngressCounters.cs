using Wasmill.Broker.Engines;

namespace Wasmill.Broker.Ingress;

/// <summary>Counts what came into a broker since it was made, by the way by which it came.</summary>
public sealed class IngressCounters
{
    private static readonly OriginKind[] Kinds = Enum.GetValues<OriginKind>();

    private readonly long[] _stored = new long[Kinds.Length];

    /// <summary>Events that were stored, by kind; every kind is present.</summary>
    public IEnumerable<(OriginKind Kind, long Count)> Stored => Kinds.Select(kind => (kind, Interlocked.Read(ref _stored[(int)kind])));

    internal void Note(EventOrigin origin, AppendResult result)
    {
        if (result is AppendResult.Stored stored)
            Interlocked.Add(ref _stored[(int)origin.Kind], stored.Events.Count);
    }
}
