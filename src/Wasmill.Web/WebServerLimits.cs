namespace Wasmill.Web;

// Tested by: LimitTests
/// <summary>
/// The limits of a server on its clients. A request beyond a limit gets the response status named here; the connection is closed where
/// required.
/// </summary>
public sealed record WebServerLimits
{
    /// <summary>The maximum size of a request body in bytes on the wire. 413.</summary>
    /// <value>Default 1 MiB.</value>
    public long BodyBytes { get; init; } = 1 << 20;

    /// <summary>The maximum total size of all header lines in bytes; in HTTP/2 also that of a single one. 431.</summary>
    /// <value>Default: 32 KiB. An event with all its attributes in headers takes 1 or 2 KiB.</value>
    public int HeaderBytes { get; init; } = 32 << 10;

    /// <summary>The maximum number of header lines of a request. 431.</summary>
    /// <value>Default 128.</value>
    public int HeaderCount { get; init; } = 128;

    /// <summary>The maximum size of a request line in bytes. 414.</summary>
    /// <value>Default 8 KiB.</value>
    public int RequestLineBytes { get; init; } = 8 << 10;

    /// <summary>
    /// The timeout of a request's headers, and of the first bytes of a connection from its accept. 408; a connection that sent nothing is
    /// closed. At least one second.
    /// </summary>
    /// <value>Default 15 s.</value>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The minimum rate of a body in bytes per second after <see cref="BodyGrace"/>, so that a slow client cannot hold a connection. 408.
    /// </summary>
    /// <value>Default 240.</value>
    public double BodyBytesPerSecond { get; init; } = 240;

    /// <summary>
    /// The time for which a body may be slower than <see cref="BodyBytesPerSecond"/>. More than one second, the check interval.
    /// </summary>
    /// <value>Default 5 s.</value>
    public TimeSpan BodyGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time without a request after which a connection is closed.</summary>
    /// <value>Default 2 minutes.</value>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The maximum number of concurrent connections, never more than five eighths of the process's limit of open files. A further
    /// connection replaces the one that has been
    /// idle longest; if all have a request in progress, the new one is closed immediately.
    /// </summary>
    /// <value>Default 10,000.</value>
    public int Connections { get; init; } = 10_000;
}
