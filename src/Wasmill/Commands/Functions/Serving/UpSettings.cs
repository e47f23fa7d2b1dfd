using Wasmill.Apps.Settings;
using Wasmill.CommandLine;

namespace Wasmill.Commands.Functions.Serving;

/// <summary>Settings of <c>wasmill up</c>, besides the app itself.</summary>
internal sealed record UpSettings
{
    /// <summary>Default address of an app.</summary>
    public const string DefaultListen = "127.0.0.1:3000";

    /// <summary>Address and port.</summary>
    public string Listen { get; init; } = DefaultListen;

    /// <summary>Indicates whether the next ports are tried if the port is in use.</summary>
    public bool FindFreePort { get; init; }

    /// <summary>Certificate and key for HTTPS, or null.</summary>
    public (string Certificate, string Key)? Tls { get; init; }

    /// <summary>Additional host names that a loopback address accepts.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Folder for the components' output; null for <c>.spin/logs</c> beside the manifest, empty for none.</summary>
    public string? LogFolder { get; init; }

    /// <summary>Indicates whether the components' output is hidden.</summary>
    public bool Quiet { get; init; }

    /// <summary>Components whose output is shown; empty for all.</summary>
    public IReadOnlyList<string> Follow { get; init; } = [];

    /// <summary>Runtime options of the app.</summary>
    public AppSettings App { get; init; } = AppSettings.Default;

    /// <summary>Indicates whether a component's output is shown.</summary>
    public bool Shows(string component) => !Quiet && (Follow.Count == 0 || Follow.Contains(component));
}
