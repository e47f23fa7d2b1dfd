using Wasmill.Events.Http;

namespace Wasmill.Connectors.CloudEvents;

/// <summary>How one HTTP endpoint is reached.</summary>
/// <param name="Address">Where events are posted. Holds no user and no password.</param>
internal sealed record HttpTargetOptions(Uri Address)
{
    /// <summary>How events are written when the trigger does not say.</summary>
    /// <value>Default binary.</value>
    public ContentMode Mode { get; init; }

    /// <summary><c>user:password</c> for basic authentication, or null.</summary>
    public string? Credentials { get; init; }

    /// <summary>Whether HTTP/2 is spoken from the first byte; otherwise HTTP/1.1 with connections that are kept.</summary>
    public bool IsHttp2 { get; init; }

    /// <summary>The proxy, or null. It may hold a user and a password.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>
    /// Whom to trust and how to prove who we are; null for the machine's own authorities and no certificate. The target disposes it.
    /// </summary>
    public TlsMaterial? Tls { get; init; }
}
