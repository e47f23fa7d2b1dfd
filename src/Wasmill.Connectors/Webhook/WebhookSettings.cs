using Microsoft.AspNetCore.Http;
using Wasmill.Connectors.Webhook.Attributes;
using Wasmill.Connectors.Webhook.Signatures;

namespace Wasmill.Connectors.Webhook;

// Tested by: WebhookSourceKindTests
/// <summary>Settings of a source that takes requests. They were checked before.</summary>
/// <param name="Type">The events' type.</param>
/// <param name="Source">The events' source.</param>
public sealed record WebhookSettings(AttributeTemplate Type, AttributeTemplate Source)
{
    /// <summary>The source's name, which is a part of its address.</summary>
    /// <value>Default empty.</value>
    public string Name { get; init; } = "";

    /// <summary>The methods that are taken.</summary>
    /// <value>Default POST.</value>
    public IReadOnlyList<string> Methods { get; init; } = [HttpMethods.Post];

    /// <summary>The path below the source's own that is taken, with everything below it: empty, or beginning with a slash.</summary>
    /// <value>Default empty.</value>
    public string Path { get; init; } = "";

    /// <summary>The largest body in bytes. The limit of the broker's address holds as well.</summary>
    /// <value>Default 1 MiB.</value>
    public long MaxBytes { get; init; } = 1 << 20;

    /// <summary>How requests are signed; null for not at all.</summary>
    public ISignatureScheme? Signature { get; init; }

    /// <summary>The user and password that a sender must show, or null.</summary>
    public BasicCredentials? Credentials { get; init; }

    /// <summary>The events' id; null for the one that the sender's signature scheme has, else a new one for each request.</summary>
    public AttributeTemplate? Id { get; init; }

    /// <summary>The events' subject, or null. A request without it makes an event without a subject.</summary>
    public AttributeTemplate? Subject { get; init; }

    /// <summary>The events' time; null for the time of the request, which a request without it gets too.</summary>
    public AttributeTemplate? Time { get; init; }

    /// <summary>Extension attributes by name. A request without one makes an event without it.</summary>
    public IReadOnlyDictionary<string, AttributeTemplate> Extensions { get; init; } = new Dictionary<string, AttributeTemplate>();

    /// <summary>Parts of the request that become extension attributes.</summary>
    public RequestParts Parts { get; init; }

    /// <summary>Whether requests that are CloudEvents, in whatever content mode, become these events and nothing else.</summary>
    /// <value>Default false.</value>
    public bool PassesCloudEvents { get; init; }

    /// <summary>The origin whose web pages may send, or <c>*</c>; null for none.</summary>
    public string? AllowedOrigin { get; init; }

    /// <summary>The status of the answer once the event is stored: 200, 202 or 204.</summary>
    /// <value>Default 202.</value>
    public int Answer { get; init; } = StatusCodes.Status202Accepted;
}
