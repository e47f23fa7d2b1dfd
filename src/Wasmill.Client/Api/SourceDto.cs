using Wasmill.Flows.Components;
using Wasmill.Flows.Model;

namespace Wasmill.Client.Api;

// Tested by: SourceTests
/// <summary>A source.</summary>
/// <param name="Name">The source's name.</param>
/// <param name="Kind">The source's kind in lower case, as tmctl shows it.</param>
/// <param name="Address">The address that the source gets events from, in one line.</param>
public sealed record SourceDto(string Name, string Kind, string Address)
{
    /// <summary>
    /// State of the source: <c>starting</c>, <c>running</c>, <c>waiting</c> or <c>stopped</c>. <c>stopped</c> while the broker is stopped.
    /// </summary>
    /// <value>Default <c>stopped</c>.</value>
    public string State { get; init; } = "stopped";

    /// <summary>Time of a waiting source's next try; null if unknown.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Reason why a source is waiting; null in every other state.</summary>
    public string? Reason { get; init; }

    /// <summary>Time at which the source expects to publish its next event; null if unknown.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>The URL at which the source takes requests; null when it takes none, and while the broker is stopped.</summary>
    public string? Url { get; init; }

    /// <summary>Number of the source's events stored since the process started.</summary>
    public long Published { get; init; }

    /// <summary>Number of the source's batches dropped as duplicates since the process started.</summary>
    public long Duplicates { get; init; }

    /// <summary>Number of restarts of the source after a failure since the process started.</summary>
    public long Restarts { get; init; }

    /// <summary>Time at which the source's last event was stored; null before the first.</summary>
    public DateTimeOffset? LastEvent { get; init; }

    /// <summary>The source's last failure since the process started, in one line; null if none.</summary>
    public string? LastError { get; init; }

    /// <summary>Time of the last failure; null if none.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>Describes a source of a flow.</summary>
    /// <param name="config">The source in the flow.</param>
    /// <param name="kinds">The kinds of the flow's components.</param>
    public static SourceDto Of(ComponentConfig config, ComponentKinds kinds)
        => new(config.Name, config.Kind.ToLowerInvariant(), kinds.AddressOf(config));
}
