using Wasmill.Events.Http;

namespace Wasmill.Connectors.CloudEvents;

/// <summary>The settings of a <c>CloudEventsTarget</c>.</summary>
/// <param name="Endpoint">The URL that events are posted to; null when the setting is not valid.</param>
internal sealed record CloudEventsTargetSettings(Uri? Endpoint)
{
    /// <summary>The content mode if the trigger does not set one.</summary>
    public ContentMode Mode { get; init; }

    /// <summary><c>user:password</c> for basic authentication, or null.</summary>
    public string? Credentials { get; init; }

    /// <summary>Indicates whether connections use HTTP/2 with prior knowledge.</summary>
    public bool IsHttp2 { get; init; }

    /// <summary>The proxy, or null. Its URL may contain a user and a password.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>A PEM text, or the path of a PEM file, with authorities to trust; null for the machine's own.</summary>
    public string? Authorities { get; init; }

    /// <summary>A PEM text, or the path of a PEM file, with the client certificate; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>A PEM text, or the path of a PEM file, with the certificate's key; null when it is with the certificate.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>Indicates whether any certificate of the endpoint is accepted.</summary>
    public bool SkipsVerification { get; init; }
}
