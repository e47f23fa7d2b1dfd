using System.Text.Json;
using Wasmill.Events.Json;
using Wasmill.Events.Validation;

namespace Wasmill.Events.Http;

/// <summary>HTTP messages that carry JSON and no CloudEvent, such as the answers of functions that were not written for events.</summary>
public static class PlainJson
{
    private const string Json = "application/json";

    /// <summary>Makes an event out of the body of such a message. Its bytes and its media type are kept.</summary>
    /// <param name="headers">Header lines in order.</param>
    /// <param name="body">The body. The event's payload refers to this memory.</param>
    /// <param name="type">The event's type.</param>
    /// <param name="source">The event's source.</param>
    /// <returns>An event without <c>id</c> and <c>time</c>, which the broker fills in; null when the body is empty or no JSON. Without a media type it is JSON when it can be read as such.</returns>
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
