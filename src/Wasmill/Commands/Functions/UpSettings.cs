using Wasmill.Apps.Settings;
using Wasmill.CommandLine;

namespace Wasmill.Commands.Functions;

/// <summary>What a user asked <c>wasmill up</c> for, besides the app itself.</summary>
internal sealed record UpSettings
{
    /// <summary>Where an app is served when nobody says.</summary>
    public const string DefaultListen = "127.0.0.1:3000";

    /// <summary>Address and port.</summary>
    public string Listen { get; init; } = DefaultListen;

    /// <summary>Whether the next ports are tried when that one is taken.</summary>
    public bool FindFreePort { get; init; }

    /// <summary>Certificate and key for HTTPS, or null.</summary>
    public (string Certificate, string Key)? Tls { get; init; }

    /// <summary>More names by which an address on loopback may be called.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Where the components' output is kept: null for <c>.spin/logs</c> beside the manifest, an empty text for nowhere.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Whether nothing that the components write is shown.</summary>
    public bool Quiet { get; init; }

    /// <summary>Components whose output is shown; empty for all.</summary>
    public IReadOnlyList<string> Follow { get; init; } = [];

    /// <summary>How the app is run.</summary>
    public AppSettings App { get; init; } = AppSettings.Default;

    /// <summary>Whether a component's output is shown.</summary>
    public bool Shows(string component) => !Quiet && (Follow.Count == 0 || Follow.Contains(component));
}
