using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Web;

namespace Wasmill.Apps.Serving;

/// <summary>How an app is served.</summary>
public sealed record AppServerOptions
{
    /// <summary>Address and port.</summary>
    /// <value>Default 127.0.0.1:3000.</value>
    public string Listen { get; init; } = "127.0.0.1:3000";

    /// <summary>How many ports are tried, from that of <see cref="Listen"/> upwards, when one is taken.</summary>
    /// <value>Default 1: that port or none.</value>
    public int PortAttempts { get; init; } = 1;

    /// <summary>Makes it HTTPS; null for HTTP. The server does not own it.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>More names by which an address on loopback may be called, as <see cref="WebServerOptions.AllowedHosts"/> has them.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Where the components' output is appended; null for nowhere.</summary>
    /// <value>Default null; the command line passes <c>.spin/logs</c> beside the manifest.</value>
    public string? LogFolder { get; init; }

    /// <summary>Largest request body in bytes; a larger one is answered with 413.</summary>
    /// <value>Default 16 MiB.</value>
    public long MaxBodyBytes { get; init; } = 16 << 20;

    /// <summary>Gets the components' output, a line each: the component's id and the text.</summary>
    public ComponentOutput Output { get; init; } = static (_, _) => { };

    /// <summary>The server's own log.</summary>
    /// <value>Default: none.</value>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>The clock.</summary>
    /// <value>Default: that of the system.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
