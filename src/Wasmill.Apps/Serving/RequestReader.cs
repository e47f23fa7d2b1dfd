using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Wasmill.Events.Http;
using Wasmill.Web.Messages;

namespace Wasmill.Apps.Serving;

/// <summary>Converts Kestrel's requests to requests to an app.</summary>
internal static class RequestReader
{
    /// <summary>Reads a request with its whole body.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large or malformed.</exception>
    public static async Task<AppRequest> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);

        // Only a client of HTTP/1.0 may omit the host.
        var authority = request.Host.HasValue ? request.Host.Value : Text(context.Connection.LocalIpAddress, context.Connection.LocalPort);
        var target = TargetOf(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var client = Text(context.Connection.RemoteIpAddress, context.Connection.RemotePort);
        return new AppRequest(
            request.Method, target, $"{request.Scheme}://{authority}", [.. Lines(request.Headers)], body.ToArray(), client);
    }

    /// <summary>
    /// Returns path and query of a request's target, which clients that expect a proxy send as a whole URL (RFC 9112, section 3.2.2).
    /// </summary>
    public static string TargetOf(string raw)
    {
        if (raw.StartsWith('/') || raw.IndexOf("://", StringComparison.Ordinal) is not (> 0 and var scheme))
            return raw;
        var end = raw.AsSpan(scheme + 3).IndexOfAny('/', '?');
        if (end < 0)
            return "/";
        var rest = raw[(scheme + 3 + end)..];
        return rest[0] == '/' ? rest : "/" + rest;
    }

    private static string Text(IPAddress? address, int port) => new IPEndPoint(address ?? IPAddress.None, port).ToString();

    private static IEnumerable<HeaderField> Lines(IHeaderDictionary headers)
    {
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
                yield return new HeaderField(name, HeaderBytes.ToText(value ?? ""));
        }
    }
}
