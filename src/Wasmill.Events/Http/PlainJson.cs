using System.Text.Json;
using Wasmill.Events.Json;
using Wasmill.Events.Validation;

namespace Wasmill.Events.Http;

/// <summary>
/// Reads HTTP messages that carry JSON but no CloudEvent, such as responses of functions that were not written for events.
/// </summary>
public static class PlainJson
{
    private const string Json = "application/json";

    /// <summary>Creates an event from the body of such a message. The bytes and the media type are kept.</summary>
    /// <param name="headers">Header lines in order.</param>
    /// <param name="body">The body. The event's payload refers to this memory.</param>
    /// <param name="type">The type of the event.</param>
    /// <param name="source">The source of the event.</param>
    /// <returns>An event without <c>id</c> and <c>time</c>, which the broker sets; null if the body is empty or not JSON. A body without a
    /// media type is JSON if it parses as JSON.</returns>
    public static CloudEvent? Read(IReadOnlyList<HeaderField> headers, ReadOnlyMemory<byte> body, string type, string source)
    {
        if (body.IsEmpty)
            return null;
        var contentType = headers.FirstOrDefault(header => header.Name.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value;
        if (contentType is null ? !IsReadable(body) : !MediaTypeRule.IsJson(contentType))
            return null;
        return new CloudEvent { Id = "", Source = source, Type = type, DataContentType = contentType ?? Json, Data = body, HasData = true };
    }

    private static bool IsReadable(ReadOnlyMemory<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span, JsonEventFormat.ReaderOptions);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
