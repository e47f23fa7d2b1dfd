using System.Text.Json.Serialization;
using Wasmill.Broker.Engines.Providers;

namespace Wasmill.Client.Home;

/// <summary>The settings in a broker's folder, <c>broker.json</c>.</summary>
/// <param name="Listen">Address and port; they stay the same over restarts.</param>
/// <param name="FlowFile">The flow file that the broker follows (<c>wasmill run -f</c>); null when its flow is the one in its
/// folder and commands may edit it.</param>
/// <param name="Created">Time of creation.</param>
/// <param name="Engine">The engine that stores the events.</param>
public sealed record BrokerSettings(string Listen, string? FlowFile, DateTimeOffset Created, EngineSettings? Engine = null)
{
    /// <summary>
    /// The files and folders that the broker follows if they are not a single file (<c>run -f DIR</c>, <c>-f a -f b</c>), else null.
    /// </summary>
    public IReadOnlyList<string>? FlowFiles { get; init; }

    /// <summary>
    /// Indicates whether the flow in the folder was read from standard input (<c>run -f -</c>), so that the next such run replaces it.
    /// </summary>
    public bool FlowFromInput { get; init; }

    /// <summary>Base folder of the flow's relative paths; null for the folder of <see cref="FlowFile"/>, or the broker's folder.</summary>
    public string? BaseFolder { get; init; }

    /// <summary>The files that the broker follows; null when its flow is the one in its folder.</summary>
    [JsonIgnore]
    public FlowSource? Source
        => FlowFiles is not null ? new FlowSource(FlowFiles) : FlowFile is not null ? new FlowSource([FlowFile]) : null;

    /// <summary>
    /// Loopback address of everything except the ingest, when other machines can reach <see cref="Listen"/>, or it is HTTPS.
    /// Null when one address serves both.
    /// </summary>
    public string? AdminListen { get; init; }

    /// <summary>The PEM file with the certificate of <see cref="Listen"/>; null for HTTP.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>The PEM file with the certificate's key.</summary>
    public string? TlsKey { get; init; }

    /// <summary>Indicates whether <see cref="Listen"/> may be a non-loopback address without authentication.</summary>
    public bool InsecureOpen { get; init; }

    /// <summary>
    /// Additional host names for a loopback address (<c>--allow-host</c>): <c>mill.example</c>, <c>*.mill.example</c>, or
    /// <c>*</c> for all. Null if none.
    /// </summary>
    public IReadOnlyList<string>? AllowedHosts { get; init; }

    /// <summary>Size in bytes at which <c>logs/broker.log</c> is rotated; null for 64 MiB.</summary>
    public long? LogFileBytes { get; init; }

    /// <summary>
    /// The format of <c>logs/broker.log</c>: <see cref="LogFormatNames.Text"/> or <see cref="LogFormatNames.Json"/>; null for text.
    /// </summary>
    public string? LogFormat { get; init; }

    /// <summary>The URL for commands on this machine.</summary>
    public string LocalUrl() => AdminListen is { } admin ? UrlOf("http", admin) : UrlOf(TlsCertificate is null ? "http" : "https", Listen);

    /// <summary>The URL of an address and port.</summary>
    public static string UrlOf(string scheme, string listen)
        => $"{scheme}://{listen.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}";
}
