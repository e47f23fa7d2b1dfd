namespace Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

/// <summary>
/// The ports from <paramref name="First"/> up to, but not including, <paramref name="End"/>: Spin's <c>8000..8010</c> does not include
/// 8010.
/// </summary>
internal readonly record struct PortRange(int First, int End)
{
    /// <summary>Every port.</summary>
    public static PortRange Any { get; } = new(0, 65536);

    /// <summary>Creates a range with one port.</summary>
    public static PortRange Single(int port) => new(port, port + 1);

    /// <summary>Indicates whether a port is in the range.</summary>
    public bool Includes(int port) => port >= First && port < End;
}
