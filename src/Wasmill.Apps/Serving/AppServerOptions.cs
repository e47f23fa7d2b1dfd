namespace Wasmill.Apps.Serving;

/// <summary>How an app is served.</summary>
public sealed record AppServerOptions
{
    /// <summary>Address and port.</summary>
    /// <value>Default 127.0.0.1:3000.</value>
    public string Listen { get; init; } = "127.0.0.1:3000";

    /// <summary>Where the components' output is appended; null for nowhere.</summary>
    /// <value>Default null; the command line passes <c>.spin/logs</c> beside the manifest.</value>
    public string? LogFolder { get; init; }

    /// <summary>Largest request body in bytes; a larger one is answered with 413.</summary>
    /// <value>Default 16 MiB.</value>
    public long MaxBodyBytes { get; init; } = 16 << 20;

    /// <summary>Gets the components' output, a line each: the component's id and the text.</summary>
    public Action<string, string> Output { get; init; } = static (_, _) => { };
}
