using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Web;

namespace Wasmill.Apps.Serving;

// Tested by: AppServerTests
/// <summary>The settings for serving an app.</summary>
public sealed record AppServerOptions
{
    /// <summary>The address and port.</summary>
    /// <value>Default 127.0.0.1:3000.</value>
    public string Listen { get; init; } = "127.0.0.1:3000";

    /// <summary>The number of ports to try, from that of <see cref="Listen"/> upwards, if one is taken.</summary>
    /// <value>Default 1: only that port.</value>
    public int PortAttempts { get; init; } = 1;

    /// <summary>The certificate for HTTPS; null for HTTP. The server does not own it.</summary>
    public ServerCertificate? Certificate { get; init; }

    /// <summary>Additional host names for a loopback address, as in <see cref="WebServerOptions.AllowedHosts"/>.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>The folder for the components' output; null for none.</summary>
    /// <value>Default null; the command line passes <c>.spin/logs</c> beside the manifest.</value>
    public string? LogFolder { get; init; }

    /// <summary>The maximum size of a request body in bytes; a larger one is answered with 413.</summary>
    /// <value>Default 16 MiB.</value>
    public long MaxBodyBytes { get; init; } = 16 << 20;

    /// <summary>Gets the components' output, a line each: the component's id and the text.</summary>
    public ComponentOutput Output { get; init; } = static (_, _) => { };

    /// <summary>
    /// Gets every answered request, on the thread of the request; null for none. Requests for <c>/.well-known/spin</c> are not among them.
    /// </summary>
    /// <value>Default null.</value>
    public Action<AnsweredRequest>? Answered { get; init; }

    /// <summary>The server's own log.</summary>
    /// <value>Default: none.</value>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>The clock.</summary>
    /// <value>Default: the system clock.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
