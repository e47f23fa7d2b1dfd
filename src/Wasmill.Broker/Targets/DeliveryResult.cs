using Wasmill.Events;

namespace Wasmill.Broker.Targets;

// Tested by: EventBrokerTests
/// <summary>The outcome of one attempt.</summary>
public sealed record DeliveryResult
{
    /// <summary>
    /// Bytes of a failed response that are kept: 1,024 characters of base64, the maximum of Knative's <c>knativeerrordata</c>.
    /// </summary>
    public const int ShownBody = 1_024 / 4 * 3;

    /// <summary>Classification of the attempt.</summary>
    public required DeliveryVerdict Verdict { get; init; }

    /// <summary>HTTP status of the response; null if there was no response.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// Reason in one line: <c>connection refused (localhost:3000)</c>, <c>500 exception: ValueError: ...</c>. Empty when delivered.
    /// </summary>
    public string Reason { get; init; } = "";

    /// <summary>Log lines of the target, for example a function's output and traceback. Empty for most targets.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>
    /// Reply events, each a new event for the broker. The broker derives a missing <c>id</c> (empty <see cref="CloudEvent.Id"/>) and
    /// fills in a missing <c>time</c>.
    /// </summary>
    public IReadOnlyList<CloudEvent> Replies { get; init; } = [];

    /// <summary>Beginning of a failed response's body, at most <see cref="ShownBody"/> bytes, shown in the dead letter.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Trace context of the attempt, for its replies; null for none.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Delay that the target requested (<c>Retry-After</c>), or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
