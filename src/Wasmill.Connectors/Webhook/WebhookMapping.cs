using System.Globalization;
using Microsoft.AspNetCore.Http;
using Wasmill.Connectors.Webhook.Attributes;
using Wasmill.Events;
using Wasmill.Events.Http;
using Wasmill.Events.Validation;
using Wasmill.Web.Messages;

namespace Wasmill.Connectors.Webhook;

// Tested by: WebhookSourceKindTests
/// <summary>Converts requests to events.</summary>
internal sealed class WebhookMapping
{
    private readonly WebhookSettings _settings;
    private readonly AttributeTemplate? _id;

    /// <summary>Prepares the mapping of a source.</summary>
    public WebhookMapping(WebhookSettings settings)
    {
        _settings = settings;
        _id = settings.Id ?? (settings.Signature?.IdTemplate is { } text && AttributeTemplate.TryParse(text, out var template, out _)
            ? template : null);
    }

    /// <summary>Converts a request to events.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body; the event's payload refers to this memory.</param>
    /// <param name="now">The time.</param>
    /// <returns>The events; or the status and the reason of a rejection.</returns>
    public (IReadOnlyList<CloudEvent> Events, EventError? Error) Map(HttpRequest request, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (_settings.PassesCloudEvents)
        {
            var decoded = HttpBinding.Decode(HttpLines.Read(request.Headers), body);
            if (decoded.Kind != MessageKind.NotAnEvent)
                return (decoded.Events, decoded.Error);
        }

        using var payload = new JsonPayloadReader(body);
        return MakeEvent(request, body, payload, now, out var made) is { } error ? ([], error) : ([made!], null);
    }

    private EventError? MakeEvent(HttpRequest request, ReadOnlyMemory<byte> body, JsonPayloadReader payload, DateTimeOffset now,
        out CloudEvent? made)
    {
        made = null;
        var contentType = request.Headers.ContentType is [{ Length: > 0 } one] ? one : null;
        string? id = null, subject = null, time = null;
        if (Fill("type", _settings.Type, isRequired: true, out var type) is { } wrongType)
            return wrongType;
        if (Fill("source", _settings.Source, isRequired: true, out var source) is { } wrongSource)
            return wrongSource;
        if (_id is not null && Fill("id", _id, isRequired: true, out id) is { } wrongId)
            return wrongId;
        if (_settings.Subject is not null && Fill("subject", _settings.Subject, isRequired: false, out subject) is { } wrongSubject)
            return wrongSubject;
        if (_settings.Time is not null && Fill("time", _settings.Time, isRequired: false, out time) is { } wrongTime)
            return wrongTime;
        if (contentType is not null && AttributeRules.Check("datacontenttype", contentType) is { } wrongMedia)
            return wrongMedia;

        var extensions = new List<ExtensionAttribute>();
        foreach (var (name, template) in _settings.Extensions)
        {
            if (Fill(name, template, isRequired: false, out var value) is { } wrong)
                return wrong;
            if (value is not null)
                extensions.Add(new ExtensionAttribute(name, value));
        }

        RequestAttributes.Add(_settings.Parts, request, extensions);
        made = new CloudEvent
        {
            Id = id ?? Guid.NewGuid().ToString(),
            Source = source!,
            Type = type!,
            Subject = subject,
            Time = time ?? now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            DataContentType = contentType,
            HasData = body.Length > 0 || contentType is not null,
            Data = body,
            Extensions = extensions,
        };
        return null;

        EventError? Fill(string name, AttributeTemplate template, bool isRequired, out string? value)
        {
            value = template.Fill(request.Headers, payload, out var missing);
            if (value is not null)
                return AttributeRules.Check(name, value);
            return isRequired
                ? new EventError(EventErrorCode.MissingAttribute, $"{missing} is missing, which the attribute {name} requires") : null;
        }
    }
}
