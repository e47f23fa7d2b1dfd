namespace Wasmill.Server.Home;

/// <summary>What a broker's folder says about it, in <c>broker.json</c>.</summary>
/// <param name="Listen">Address and port; the same over restarts.</param>
/// <param name="FlowFile">The flow file that it follows (<c>wasmill run -f</c>); null when its flow is the one in its folder and commands may edit it.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Engine">Which engine keeps its events.</param>
public sealed record BrokerSettings(string Listen, string? FlowFile, DateTimeOffset Created, EngineSettings? Engine = null)
{
    /// <summary>Where everything but the ingest is served when <see cref="Listen"/> is not for this machine alone, or is HTTPS: an address on loopback. Null when one address serves both.</summary>
    public string? AdminListen { get; init; }

    /// <summary>The PEM file with the certificate of <see cref="Listen"/>; null for HTTP.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>The PEM file with its key.</summary>
    public string? TlsKey { get; init; }

    /// <summary>Whether <see cref="Listen"/> may be open to everybody without credentials.</summary>
    public bool InsecureOpen { get; init; }

    /// <summary>Bytes after which <c>logs/broker.log</c> is followed by a new file; null for 64 MiB.</summary>
    public long? LogFileBytes { get; init; }

    /// <summary>The URL that commands on this machine use.</summary>
    public string LocalUrl() => AdminListen is { } admin ? UrlOf("http", admin) : UrlOf(TlsCertificate is null ? "http" : "https", Listen);

    /// <summary>The URL of an address and port.</summary>
    internal static string UrlOf(string scheme, string listen) => $"{scheme}://{listen.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}";
}
