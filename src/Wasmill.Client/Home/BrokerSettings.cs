using System.Text.Json.Serialization;
using Wasmill.Broker.Engines.Providers;

namespace Wasmill.Client.Home;

/// <summary>What a broker's folder says about it, in <c>broker.json</c>.</summary>
/// <param name="Listen">Address and port; the same over restarts.</param>
/// <param name="FlowFile">The flow file that it follows (<c>wasmill run -f</c>); null when its flow is the one in its
/// folder and commands may edit it.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Engine">Which engine keeps its events.</param>
public sealed record BrokerSettings(string Listen, string? FlowFile, DateTimeOffset Created, EngineSettings? Engine = null)
{
    /// <summary>
    /// The files and folders that it follows when they are not one file (<c>run -f DIR</c>, <c>-f a -f b</c>), else null.
    /// </summary>
    public IReadOnlyList<string>? FlowFiles { get; init; }

    /// <summary>
    /// Whether the flow in its folder was read from standard input (<c>run -f -</c>), so that the next such run replaces it.
    /// </summary>
    public bool FlowFromInput { get; init; }

    /// <summary>Where relative paths in the flow start; null for the folder of <see cref="FlowFile"/>, or the broker's folder.</summary>
    public string? BaseFolder { get; init; }

    /// <summary>What the broker follows; null when its flow is the one in its folder.</summary>
    [JsonIgnore]
    public FlowSource? Source
        => FlowFiles is not null ? new FlowSource(FlowFiles) : FlowFile is not null ? new FlowSource([FlowFile]) : null;

    /// <summary>
    /// Where everything but the ingest is served when <see cref="Listen"/> is not for this machine alone, or is HTTPS: an address on
    /// loopback. Null when one address serves both.
    /// </summary>
    public string? AdminListen { get; init; }

    /// <summary>The PEM file with the certificate of <see cref="Listen"/>; null for HTTP.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>The PEM file with its key.</summary>
    public string? TlsKey { get; init; }

    /// <summary>Whether <see cref="Listen"/> may be open to everybody without credentials.</summary>
    public bool InsecureOpen { get; init; }

    /// <summary>
    /// More names by which an address on loopback may be called (<c>--allow-host</c>): <c>mill.example</c>, <c>*.mill.example</c>, or
    /// <c>*</c> for all. Null for none.
    /// </summary>
    public IReadOnlyList<string>? AllowedHosts { get; init; }

    /// <summary>Bytes after which <c>logs/broker.log</c> is followed by a new file; null for 64 MiB.</summary>
    public long? LogFileBytes { get; init; }

    /// <summary>
    /// The format of <c>logs/broker.log</c>: <see cref="LogFormatNames.Text"/> or <see cref="LogFormatNames.Json"/>; null for text.
    /// </summary>
    public string? LogFormat { get; init; }

    /// <summary>The URL that commands on this machine use.</summary>
    public string LocalUrl() => AdminListen is { } admin ? UrlOf("http", admin) : UrlOf(TlsCertificate is null ? "http" : "https", Listen);

    /// <summary>The URL of an address and port.</summary>
    public static string UrlOf(string scheme, string listen)
        => $"{scheme}://{listen.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}";
}
