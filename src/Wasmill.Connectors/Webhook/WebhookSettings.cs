using Microsoft.AspNetCore.Http;
using Wasmill.Connectors.Webhook.Attributes;
using Wasmill.Connectors.Webhook.Signatures;

namespace Wasmill.Connectors.Webhook;

// Tested by: WebhookSourceKindTests
/// <summary>Validated settings of a source that receives requests.</summary>
/// <param name="Type">The events' type.</param>
/// <param name="Source">The events' source.</param>
public sealed record WebhookSettings(AttributeTemplate Type, AttributeTemplate Source)
{
    /// <summary>The source's name, which is a part of its address.</summary>
    /// <value>Default empty.</value>
    public string Name { get; init; } = "";

    /// <summary>The accepted methods.</summary>
    /// <value>Default POST.</value>
    public IReadOnlyList<string> Methods { get; init; } = [HttpMethods.Post];

    /// <summary>The accepted path below the source's own, including all paths below it: empty, or beginning with a slash.</summary>
    /// <value>Default empty.</value>
    public string Path { get; init; } = "";

    /// <summary>The maximum size of a body in bytes. The limit of the broker's address applies too.</summary>
    /// <value>Default 1 MiB.</value>
    public long MaxBytes { get; init; } = 1 << 20;

    /// <summary>The signature scheme of the requests; null if they are not signed.</summary>
    public ISignatureScheme? Signature { get; init; }

    /// <summary>The user and password that a sender must send, or null.</summary>
    public BasicCredentials? Credentials { get; init; }

    /// <summary>The events' id; null for the id of the signature scheme, or a new one for each request.</summary>
    public AttributeTemplate? Id { get; init; }

    /// <summary>The events' subject, or null. If the request lacks a part, the event has no subject.</summary>
    public AttributeTemplate? Subject { get; init; }

    /// <summary>The events' time; null for the time of the request, which is also used if the request lacks a part.</summary>
    public AttributeTemplate? Time { get; init; }

    /// <summary>Extension attributes by name. If the request lacks a part, the event lacks that attribute.</summary>
    public IReadOnlyDictionary<string, AttributeTemplate> Extensions { get; init; } = new Dictionary<string, AttributeTemplate>();

    /// <summary>Parts of the request that become extension attributes.</summary>
    public RequestParts Parts { get; init; }

    /// <summary>Indicates whether requests that are CloudEvents, in any content mode, are published unchanged.</summary>
    /// <value>Default false.</value>
    public bool PassesCloudEvents { get; init; }

    /// <summary>The origin whose web pages may send, or <c>*</c>; null if none.</summary>
    public string? AllowedOrigin { get; init; }

    /// <summary>The status of the answer after the event is stored: 200, 202 or 204.</summary>
    /// <value>Default 202.</value>
    public int Answer { get; init; } = StatusCodes.Status202Accepted;
}
