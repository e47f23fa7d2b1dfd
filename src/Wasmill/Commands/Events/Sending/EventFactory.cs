using System.Globalization;
using System.Text;
using System.Text.Json;
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
    public static IReadOnlyList<CloudEvent> Make(EventRequest request, IReadOnlyList<string?> payloads, DateTimeOffset now)
    {
        if (request.Id is not null && payloads.Count > 1)
            throw new UserErrorException("--id can be given for one event only", ExitCodes.Usage);
        return [.. payloads.Select(payload => Make(request, payload, now))];
    }

    /// <summary>The payloads in a file: the elements of a JSON array, else the whole text.</summary>
    /// <exception cref="UserErrorException">The text starts like JSON but is not valid JSON.</exception>
    public static IReadOnlyList<string?> SplitArray(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("["))
            return [text];
        using var document = ParseJson(text);
        return [.. document.RootElement.EnumerateArray().Select(element => element.GetRawText())];
    }

    private static CloudEvent Make(EventRequest request, string? payload, DateTimeOffset now)
    {
        var made = new CloudEvent
        {
            Id = request.Id ?? Guid.NewGuid().ToString(),
            Source = request.Source,
            Type = request.Type,
            Subject = request.Subject,
            Time = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            DataContentType = payload is null ? null : request.ContentType ?? (LooksLikeJson(payload) ? "application/json" : "text/plain"),
            Extensions = [.. request.Extensions.Select(ReadExtension)],
            Data = payload is null ? default : Encoding.UTF8.GetBytes(payload),
            HasData = payload is not null,
        };

        // Validate here, so that the user sees the broker's own message before anything is sent.
        var encoded = HttpBinding.Encode(made, ContentMode.Binary);
        if (HttpBinding.Decode(encoded.Headers, encoded.Body).Error is { } error)
            throw new UserErrorException(error.Message, ExitCodes.Usage);
        return made;
    }

    // A leading brace or bracket means JSON: malformed JSON must not be sent as text.
    private static bool LooksLikeJson(string payload)
    {
        var text = payload.AsSpan().Trim();
        if (text.StartsWith("{") || text.StartsWith("["))
        {
            ParseJson(payload).Dispose();
            return true;
        }

        try
        {
            JsonDocument.Parse(payload).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonDocument ParseJson(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
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
                $"\"{text[..equals]}\" is not a valid attribute name; use lowercase letters a to z and digits", ExitCodes.Usage);
        return equals > 0
            ? new ExtensionAttribute(text[..equals], text[(equals + 1)..])
            : throw new UserErrorException($"\"{text}\" is not a valid --extension; use NAME=VALUE", ExitCodes.Usage);
    }
}
