using Wasmill.Events.Http;

namespace Wasmill.Connectors.CloudEvents;

/// <summary>Connection options of one HTTP endpoint.</summary>
/// <param name="Address">The URL that events are posted to, without user and password.</param>
internal sealed record HttpTargetOptions(Uri Address)
{
    /// <summary>The content mode if the trigger does not set one.</summary>
    /// <value>Default binary.</value>
    public ContentMode Mode { get; init; }

    /// <summary><c>user:password</c> for basic authentication, or null.</summary>
    public string? Credentials { get; init; }

    /// <summary>Indicates whether connections use HTTP/2 with prior knowledge; otherwise HTTP/1.1 with keep-alive.</summary>
    public bool IsHttp2 { get; init; }

    /// <summary>The proxy, or null. Its URL may contain a user and a password.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>
    /// The trusted authorities and the client certificate; null for the machine's authorities and no certificate. The target disposes it.
    /// </summary>
    public TlsMaterial? Tls { get; init; }

    /// <summary>
    /// Tells this broker from others in the headers that link a reply to its cause; null: the headers are not sent. No spaces.
    /// </summary>
    /// <value>Default null.</value>
    public string? Broker { get; init; }
}
