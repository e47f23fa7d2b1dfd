using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Wasmill.Errors;
using Wasmill.Events;
using Wasmill.Events.Http;
using Wasmill.Events.Validation;

namespace Wasmill.Commands.Events.Sending;

/// <summary>Creates events from command-line arguments.</summary>
internal static class EventFactory
{
    /// <summary>One event for each payload.</summary>
    /// <param name="request">The attributes.</param>
    /// <param name="payloads">The payloads; null for an event without one.</param>
    /// <param name="now">The events' time.</param>
    /// <exception cref="UserErrorException">An attribute or a payload is not valid.</exception>
    public static IReadOnlyList<CloudEvent> Make(
        EventRequest request, IReadOnlyList<ReadOnlyMemory<byte>?> payloads, DateTimeOffset now)
    {
        if (request.Id is not null && payloads.Count > 1)
            throw new UserErrorException("--id can be given for one event only", ExitCodes.Usage);
        return [.. payloads.Select(payload => Make(request, payload, now))];
    }

    /// <summary>The payloads in a file: the elements of a JSON array, else the whole file.</summary>
    /// <exception cref="UserErrorException">The file starts like JSON but is not valid JSON.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>?> SplitArray(ReadOnlyMemory<byte> bytes)
    {
        if (!Trim(bytes).Span.StartsWith("["u8))
            return [bytes];
        using var document = ParseJson(Trim(bytes));
        return [.. document.RootElement.EnumerateArray()
            .Select(ReadOnlyMemory<byte>? (element) => Encoding.UTF8.GetBytes(element.GetRawText()))];
    }

    private static CloudEvent Make(EventRequest request, ReadOnlyMemory<byte>? payload, DateTimeOffset now)
    {
        var made = new CloudEvent
        {
            Id = request.Id ?? Guid.NewGuid().ToString(),
            Source = request.Source,
            Type = request.Type,
            Subject = request.Subject,
            Time = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            DataContentType = payload is { } bytes ? request.ContentType ?? MediaTypeOf(bytes) : null,
            Extensions = [.. request.Extensions.Select(ReadExtension)],
            Data = payload ?? default,
            HasData = payload is not null,
        };

        // Validate here, so that the user sees the broker's own message before anything is sent.
        var encoded = HttpBinding.Encode(made, ContentMode.Binary);
        if (HttpBinding.Decode(encoded.Headers, encoded.Body).Error is { } error)
            throw new UserErrorException(error.Message, ExitCodes.Usage);
        return made;
    }

    // A leading brace or bracket means JSON: malformed JSON must not be sent as text.
    private static string MediaTypeOf(ReadOnlyMemory<byte> payload)
    {
        if (!Utf8.IsValid(payload.Span))
            return "application/octet-stream";
        var trimmed = Trim(payload);
        if (trimmed.Span.StartsWith("{"u8) || trimmed.Span.StartsWith("["u8))
        {
            ParseJson(trimmed).Dispose();
            return "application/json";
        }

        try
        {
            JsonDocument.Parse(trimmed).Dispose();
            return "application/json";
        }
        catch (JsonException)
        {
            return "text/plain";
        }
    }

    // Without the blanks and the byte order mark that may stand before JSON.
    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> bytes)
        => (bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes).TrimStart(" \t\r\n"u8);

    private static JsonDocument ParseJson(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException error)
        {
            throw new UserErrorException(string.Create(
                CultureInfo.InvariantCulture,
                $"the payload starts like JSON but is not valid JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}. "
                    + $"Use --datacontenttype text/plain to send it as text, or check the quotes of your shell"));
        }
    }

    private static ExtensionAttribute ReadExtension(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        // HTTP header names are case-insensitive: an upper-case name would arrive as a different attribute.
        if (equals > 0 && !AttributeRules.IsName(text.AsSpan(0, equals)))
            throw new UserErrorException(
                $"\"{text[..equals]}\" is not a valid attribute name for --extension; use lowercase letters a to z and digits",
                ExitCodes.Usage);
        return equals > 0
            ? new ExtensionAttribute(text[..equals], text[(equals + 1)..])
            : throw new UserErrorException($"\"{text}\" is not a valid --extension; use NAME=VALUE", ExitCodes.Usage);
    }
}
