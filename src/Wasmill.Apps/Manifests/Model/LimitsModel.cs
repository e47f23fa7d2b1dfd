using Wasmill.Functions;

namespace Wasmill.Apps.Manifests.Model;

// Tested by: ManifestReaderTests, AppRuntimeTests
/// <summary>The limits that a manifest or a command line states; null where it says nothing.</summary>
public sealed record LimitsModel
{
    /// <summary>No limit is stated.</summary>
    public static LimitsModel None { get; } = new();

    /// <summary>Wall-clock time of a call.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Linear memory in bytes.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Bytes that a call may write to its standard output and error together.</summary>
    public long? OutputBytes { get; init; }

    /// <summary>Elements of each table.</summary>
    public long? TableElements { get; init; }

    /// <summary>Bytes of the body and the headers that a call may answer with.</summary>
    public long? ResponseBytes { get; init; }

    /// <summary>How often a call may call the host.</summary>
    public long? HostCalls { get; init; }

    /// <summary>Requests that a call may send to servers outside.</summary>
    public long? OutboundRequests { get; init; }

    /// <summary>The largest body in bytes that a server may answer one of these with.</summary>
    public long? OutboundBodyBytes { get; init; }

    /// <summary>Events that one instance may answer.</summary>
    public long? EventsPerInstance { get; init; }

    /// <summary>These limits where they are stated, and else those of <paramref name="defaults"/>.</summary>
    public FunctionLimits Over(FunctionLimits defaults) => defaults with
    {
        Deadline = Deadline ?? defaults.Deadline,
        MemoryBytes = MemoryBytes ?? defaults.MemoryBytes,
        OutputBytes = (int?)OutputBytes ?? defaults.OutputBytes,
        TableElements = (int?)TableElements ?? defaults.TableElements,
        ResponseBytes = (int?)ResponseBytes ?? defaults.ResponseBytes,
        HostCalls = (int?)HostCalls ?? defaults.HostCalls,
        OutboundRequests = (int?)OutboundRequests ?? defaults.OutboundRequests,
        OutboundBodyBytes = (int?)OutboundBodyBytes ?? defaults.OutboundBodyBytes,
        EventsPerInstance = (int?)EventsPerInstance ?? defaults.EventsPerInstance,
    };

    /// <summary>These limits where they are stated, and else those of <paramref name="weaker"/>.</summary>
    public LimitsModel Over(LimitsModel weaker) => new()
    {
        Deadline = Deadline ?? weaker.Deadline,
        MemoryBytes = MemoryBytes ?? weaker.MemoryBytes,
        OutputBytes = OutputBytes ?? weaker.OutputBytes,
        TableElements = TableElements ?? weaker.TableElements,
        ResponseBytes = ResponseBytes ?? weaker.ResponseBytes,
        HostCalls = HostCalls ?? weaker.HostCalls,
        OutboundRequests = OutboundRequests ?? weaker.OutboundRequests,
        OutboundBodyBytes = OutboundBodyBytes ?? weaker.OutboundBodyBytes,
        EventsPerInstance = EventsPerInstance ?? weaker.EventsPerInstance,
    };
}
