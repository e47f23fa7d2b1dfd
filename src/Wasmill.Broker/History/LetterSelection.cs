using Wasmill.Broker.Records;

namespace Wasmill.Broker.History;

/// <summary>A selection of dead letters. Null properties match every dead letter.</summary>
public sealed record LetterSelection
{
    /// <summary>Dead letters with these numbers.</summary>
    public IReadOnlyCollection<long>? Numbers { get; init; }

    /// <summary>Dead letters of this trigger.</summary>
    public string? Trigger { get; init; }

    /// <summary>Dead letters with this reason.</summary>
    public DeadLetterReason? Reason { get; init; }

    /// <summary>Dead letters stored before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Indicates whether the selection includes a dead letter.</summary>
    public bool Includes(DeadLetter letter)
        => (Numbers is null || Numbers.Contains(letter.Number))
            && (Trigger is null || Trigger == letter.Trigger)
            && (Reason is null || Reason == letter.Reason)
            && (Before is null || letter.At < Before);
}
