namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>How long a request waits; the deadline of its call comes first in any case.</summary>
/// <param name="FirstByte">For the head of the response; null for no limit.</param>
/// <param name="BetweenBytes">For each further part of the response; null for no limit.</param>
internal sealed record OutboundTimeouts(TimeSpan? FirstByte, TimeSpan? BetweenBytes)
{
    /// <summary>No limits.</summary>
    public static OutboundTimeouts None { get; } = new(null, null);
}
