using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Wasmill.Web;

/// <summary>How a server serves.</summary>
public sealed record WebServerOptions
{
    /// <summary>What it takes from its clients.</summary>
    public WebServerLimits Limits { get; init; } = new();

    /// <summary>Makes it HTTPS, with HTTP/1.1 and HTTP/2 as the client chooses; null for HTTP. The server does not own it.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>
    /// Names by which it may be called, beside <c>localhost</c>, loopback addresses and the names that container runtimes give to the host: <c>mill.example</c>,
    /// <c>*.mill.example</c>, or <c>*</c> for all. An address that is not on loopback has no such rule while this is empty.
    /// </summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>The server's log: answers with a status from 500 that the server itself gives, and connections that cannot be accepted.</summary>
    /// <value>Default: none.</value>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
