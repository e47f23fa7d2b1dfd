namespace Wasmill.Broker.Ingress;

/// <summary>The origin of events. Created once and reused for every batch, so that it adds no cost per event.</summary>
public sealed record EventOrigin
{
    private EventOrigin(OriginKind kind, string name)
    {
        Kind = kind;
        Name = name;
    }

    /// <summary>Requests of producers.</summary>
    public static EventOrigin Http { get; } = new(OriginKind.Http, "");

    /// <summary>Replays of stored events.</summary>
    public static EventOrigin Replay { get; } = new(OriginKind.Replay, "");

    /// <summary>Redelivered dead letters.</summary>
    public static EventOrigin DeadLetters { get; } = new(OriginKind.DeadLetters, "");

    /// <summary>The kind of origin.</summary>
    public OriginKind Kind { get; }

    /// <summary>The name of the source; empty for every other kind.</summary>
    public string Name { get; }

    /// <summary>A source of the flow.</summary>
    /// <param name="name">Name of the source.</param>
    public static EventOrigin Source(string name) => new(OriginKind.Source, name);
}
