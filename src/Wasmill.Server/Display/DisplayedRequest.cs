using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wasmill.Events.Http;
using Wasmill.Web.Messages;

namespace Wasmill.Server.Display;

// Tested by: DisplayTests
/// <summary>The HTTP request that events came with. The events of a batch share it.</summary>
/// <param name="Line">Method, target and protocol.</param>
/// <param name="Headers">The header lines. The values of those that carry credentials are replaced.</param>
/// <param name="Kind">The content mode.</param>
/// <param name="Body">The beginning of the body in structured mode. In binary mode the body is the payload.</param>
/// <param name="BodyBytes">Size of the whole body in bytes, decompressed.</param>
/// <param name="Events">Number of events.</param>
internal sealed record DisplayedRequest(
    string Line, IReadOnlyList<HeaderField> Headers, MessageKind Kind, ReadOnlyMemory<byte> Body, int BodyBytes, int Events)
{
    private const int ShownBytes = 64 << 10;
    // People show this page to others.
    private const string Hidden = "(hidden)";

    private static readonly string[] Credentials = ["Authorization", "Proxy-Authorization", "Cookie"];

    /// <summary>Approximate memory use for each event, in bytes.</summary>
    public long Size { get; } =
        (256 + Body.Length + (2L * Line.Length) + Headers.Sum(header => 64 + (2L * (header.Name.Length + header.Value.Length))))
        / Math.Max(1, Events);

    /// <summary>Copies what is shown of a request.</summary>
    public static DisplayedRequest Of(HttpRequest request, DecodedMessage message, ReadOnlyMemory<byte> body)
    {
        var headers = new List<HeaderField>(request.Headers.Count);
        foreach (var (name, values) in request.Headers)
        {
            var isSecret = Credentials.Contains(name, StringComparer.OrdinalIgnoreCase);
            foreach (var value in values)
                headers.Add(new HeaderField(name, isSecret ? Hidden : HeaderBytes.ToText(value ?? "")));
        }

        return new DisplayedRequest(
            $"{request.Method} {request.Path}{request.QueryString} {request.Protocol}",
            headers,
            message.Kind,
            message.Kind == MessageKind.Structured ? body[..Math.Min(body.Length, ShownBytes)].ToArray() : default,
            body.Length,
            message.Events.Count);
    }

    /// <summary>Returns the value of a header; null if the request does not have it.</summary>
    public string? Header(string name)
    {
        foreach (var header in Headers)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return header.Value;
        }

        return null;
    }

    /// <summary>Writes the request as a JSON object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("line", Line);
        json.WriteString("mode", Kind switch { MessageKind.Structured => "structured", MessageKind.Batch => "batch", _ => "binary" });
        json.WriteNumber("bytes", BodyBytes);
        json.WriteNumber("events", Events);
        json.WriteStartArray("headers");
        foreach (var header in Headers)
        {
            json.WriteStartArray();
            json.WriteStringValue(header.Name);
            json.WriteStringValue(header.Value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        if (!Body.IsEmpty)
            json.WriteString("body", DisplayText.Decode(Body.Span));
        json.WriteEndObject();
    }
}
