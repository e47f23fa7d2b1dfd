namespace Wasmill.Web;

// Tested by: LimitTests
/// <summary>What a server takes from its clients before it refuses. Beyond a limit on requests it answers with the status named here, and closes the connection where it must.</summary>
public sealed record WebServerLimits
{
    /// <summary>Largest request body in bytes, as it comes over the wire. 413.</summary>
    /// <value>Default 1 MiB.</value>
    public long BodyBytes { get; init; } = 1 << 20;

    /// <summary>Largest sum of all header lines in bytes; in HTTP/2 also the largest single one. 431.</summary>
    /// <value>Default 32 KiB: an event with all its attributes in headers has one or two.</value>
    public int HeaderBytes { get; init; } = 32 << 10;

    /// <summary>Most header lines of a request. 431.</summary>
    /// <value>Default 128.</value>
    public int HeaderCount { get; init; } = 128;

    /// <summary>Largest request line in bytes. 414.</summary>
    /// <value>Default 8 KiB.</value>
    public int RequestLineBytes { get; init; } = 8 << 10;

    /// <summary>How long a request's headers may take to come, and a connection's first bytes from the accept on. 408; a connection without a byte is closed. At least one second.</summary>
    /// <value>Default 15 s.</value>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Slowest body in bytes per second, once <see cref="BodyGrace"/> has passed: who sends a byte now and then cannot hold a connection. 408.</summary>
    /// <value>Default 240.</value>
    public double BodyBytesPerSecond { get; init; } = 240;

    /// <summary>How long a body may come more slowly than <see cref="BodyBytesPerSecond"/>. More than one second, the period in which it is looked at.</summary>
    /// <value>Default 5 s.</value>
    public TimeSpan BodyGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may stay without a request before it is closed.</summary>
    /// <value>Default 2 minutes.</value>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Most connections at a time, and never more than five eighths of the process's limit of open files. A further one takes the place of the connection that has been idle
    /// longest; while each has a request to answer it is closed at once.
    /// </summary>
    /// <value>Default 10,000.</value>
    public int Connections { get; init; } = 10_000;
}
