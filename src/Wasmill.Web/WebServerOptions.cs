using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Wasmill.Web;

/// <summary>The options of a server.</summary>
public sealed record WebServerOptions
{
    /// <summary>The limits on clients.</summary>
    public WebServerLimits Limits { get; init; } = new();

    /// <summary>
    /// The certificate for HTTPS, with HTTP/1.1 or HTTP/2 as negotiated; null for plain HTTP. The server does not own it.
    /// </summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>
    /// The socket that already listens on the address; null for a new one. The server closes it when it stops.
    /// </summary>
    public Socket? Socket { get; init; }

    /// <summary>
    /// Accepted host names in addition to <c>localhost</c>, loopback addresses and the names of the host in container runtimes:
    /// <c>mill.example</c>,
    /// <c>*.mill.example</c>, or <c>*</c> for all. If empty, the rule does not apply to addresses other than loopback.
    /// </summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>
    /// The server's log: answers with a status from 500 that the server itself gives, and connections that cannot be accepted.
    /// </summary>
    /// <value>Default: none.</value>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
