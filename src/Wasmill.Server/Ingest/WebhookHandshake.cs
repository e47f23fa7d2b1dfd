using System.Buffers;
using Microsoft.AspNetCore.Http;
using Wasmill.Web.Messages;

namespace Wasmill.Server.Ingest;

/// <summary>
/// <c>OPTIONS /</c>: the handshake in which a sender asks for permission to deliver (HTTP webhooks for CloudEvents 1.0.2, section 4).
/// Permission is always granted, and immediately: the callback is never used.
/// </summary>
internal static class WebhookHandshake
{
    /// <summary>The methods of the ingest.</summary>
    public const string Methods = "POST, OPTIONS";

    private const int LongestOrigin = 255;
    private static readonly SearchValues<char> OriginCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:/[]*%");

    /// <summary>Answers the handshake.</summary>
    public static Task AnswerAsync(HttpContext context)
    {
        var request = context.Request.Headers;
        var response = context.Response.Headers;
        response.Allow = Methods;
        var origins = request["WebHook-Request-Origin"];
        if (origins.Count == 0)
            return Task.CompletedTask;
        // The value is echoed in a header, so it must be valid there.
        if (origins is not [{ Length: > 0 and <= LongestOrigin } origin] || origin.AsSpan().ContainsAnyExcept(OriginCharacters))
            return PlainAnswer.WriteAsync(
                context, StatusCodes.Status400BadRequest, "the header WebHook-Request-Origin must be one host name");

        response["WebHook-Allowed-Origin"] = origin;
        if (request.ContainsKey("WebHook-Request-Rate"))
            response["WebHook-Allowed-Rate"] = "*";
        return Task.CompletedTask;
    }
}
