using Wasmill.Events;

namespace Wasmill.Broker.Targets;

/// <summary>The outcome of one attempt.</summary>
public sealed record DeliveryResult
{
    /// <summary>
    /// Bytes of a failed answer that are kept: as many as 1,024 characters of base64 hold,
    /// the most that Knative's <c>knativeerrordata</c> may have.
    /// </summary>
    public const int ShownBody = 1_024 / 4 * 3;

    /// <summary>Classification of the attempt.</summary>
    public required DeliveryVerdict Verdict { get; init; }

    /// <summary>The HTTP status of the answer, or null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// One line for people: <c>connection refused (localhost:3000)</c>, <c>500 exception: ValueError: ...</c>. Empty when delivered.
    /// </summary>
    public string Reason { get; init; } = "";

    /// <summary>Log lines of the target, for example a function's output and traceback. Empty for most targets.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>
    /// Events in the answer, each a new event for the broker. One without <c>id</c> has an empty <see cref="CloudEvent.Id"/>; the broker
    /// derives it, and fills in a missing <c>time</c>.
    /// </summary>
    public IReadOnlyList<CloudEvent> Replies { get; init; } = [];

    /// <summary>Beginning of a failed response's body, at most <see cref="ShownBody"/> bytes, shown in the dead letter.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The trace context that the attempt was made in, for its replies; null for none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Delay that the target requested (<c>Retry-After</c>), or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
