using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Observing;

/// <summary>An attempt whose outcome is stored.</summary>
public sealed record AttemptNote
{
    /// <summary>The event.</summary>
    public required StoredEvent Event { get; init; }

    /// <summary>The trigger's name.</summary>
    public required string Trigger { get; init; }

    /// <summary>The target's name.</summary>
    public required string Target { get; init; }

    /// <summary>Number of the attempt, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Result from the target.</summary>
    public required DeliveryResult Result { get; init; }

    /// <summary>Outcome of the attempt.</summary>
    public required AttemptOutcome Outcome { get; init; }

    /// <summary>Stored reply events.</summary>
    public required IReadOnlyList<StoredEvent> Replies { get; init; }

    /// <summary>Time when the attempt ended.</summary>
    public required DateTimeOffset At { get; init; }
}
