using Wasmill.Functions;

namespace Wasmill.Apps.Manifests.Model;

// Tested by: ManifestReaderTests, AppRuntimeTests
/// <summary>The limits set by a manifest or a command line; null for limits that are not set.</summary>
public sealed record LimitsModel
{
    /// <summary>No limits.</summary>
    public static LimitsModel None { get; } = new();

    /// <summary>The wall-clock time of a call.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>The linear memory in bytes.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>The bytes that a call may write to its standard output and standard error in total.</summary>
    public long? OutputBytes { get; init; }

    /// <summary>The elements of each table.</summary>
    public long? TableElements { get; init; }

    /// <summary>The bytes of body and headers in the response of a call.</summary>
    public long? ResponseBytes { get; init; }

    /// <summary>The number of host function calls that a call may make.</summary>
    public long? HostCalls { get; init; }

    /// <summary>The number of requests that a call may send to outside servers.</summary>
    public long? OutboundRequests { get; init; }

    /// <summary>The largest response body, in bytes, that a call accepts from an outside server.</summary>
    public long? OutboundBodyBytes { get; init; }

    /// <summary>The number of events that one instance may handle.</summary>
    public long? EventsPerInstance { get; init; }

    /// <summary>Returns these limits, with those of <paramref name="defaults"/> where they are not set.</summary>
    public FunctionLimits WithDefaults(FunctionLimits defaults) => defaults with
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

    /// <summary>Returns these limits, with those of <paramref name="weaker"/> where they are not set.</summary>
    public LimitsModel WithDefaults(LimitsModel weaker) => new()
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
