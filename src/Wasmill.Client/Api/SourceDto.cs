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
    /// What the source does: <c>starting</c>, <c>running</c>, <c>waiting</c> or <c>stopped</c>. <c>stopped</c> while the broker is stopped.
    /// </summary>
    /// <value>Default <c>stopped</c>.</value>
    public string State { get; init; } = "stopped";

    /// <summary>When a source that waits tries again; null when that is not known.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why a source waits; null in every other state.</summary>
    public string? Reason { get; init; }

    /// <summary>When the source expects to give its next event by itself; null when it does not know.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>The URL at which the source takes requests; null when it takes none, and while the broker is stopped.</summary>
    public string? Url { get; init; }

    /// <summary>Events of the source that were stored since the process started.</summary>
    public long Published { get; init; }

    /// <summary>Batches of the source that the broker had stored before, since the process started.</summary>
    public long Duplicates { get; init; }

    /// <summary>Times that the source was run again after a failure, since the process started.</summary>
    public long Restarts { get; init; }

    /// <summary>When its last event was stored; null before the first.</summary>
    public DateTimeOffset? LastEvent { get; init; }

    /// <summary>Its last failure since the process started, in one line; null for none.</summary>
    public string? LastError { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>Describes a source of a flow.</summary>
    /// <param name="config">What the flow says.</param>
    /// <param name="kinds">The kinds of the flow's components.</param>
    public static SourceDto Of(ComponentConfig config, ComponentKinds kinds)
        => new(config.Name, config.Kind.ToLowerInvariant(), kinds.AddressOf(config));
}
