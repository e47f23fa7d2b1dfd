using Wasmill.Broker.Records;

namespace Wasmill.Broker.History;

/// <summary>Which dead letters are meant. What is null does not matter.</summary>
public sealed record LetterSelection
{
    /// <summary>Letters with these numbers.</summary>
    public IReadOnlyCollection<long>? Numbers { get; init; }

    /// <summary>Letters of this trigger.</summary>
    public string? Trigger { get; init; }

    /// <summary>Letters with this reason.</summary>
    public DeadLetterReason? Reason { get; init; }

    /// <summary>Letters that were given up before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Whether a letter is meant.</summary>
    public bool Includes(DeadLetter letter)
        => (Numbers is null || Numbers.Contains(letter.Number))
            && (Trigger is null || Trigger == letter.Trigger)
            && (Reason is null || Reason == letter.Reason)
            && (Before is null || letter.At < Before);
}
