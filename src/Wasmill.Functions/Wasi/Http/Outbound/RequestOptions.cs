using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Wasi.Http.Outbound;

/// <summary>The resource <c>request-options</c>: times in nanoseconds; null for those that were not set.</summary>
internal sealed class RequestOptions : IResource
{
    /// <inheritdoc />
    public static string TypeName => "request-options";

    /// <summary>The time to connect.</summary>
    public ulong? Connect { get; set; }

    /// <summary>The time until the first byte of the response.</summary>
    public ulong? FirstByte { get; set; }

    /// <summary>The time between two parts of the response.</summary>
    public ulong? BetweenBytes { get; set; }
}
