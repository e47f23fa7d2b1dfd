using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Wasmill.Events.Http;

namespace Wasmill.Server.Hosting;

/// <summary>Between ASP.NET's messages and Wasmill's.</summary>
internal static class HttpLines
{
    /// <summary>Answers 200 with JSON.</summary>
    public static async Task AnswerJsonAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, type), context.RequestAborted);
    }

    /// <summary>The header lines of a request.</summary>
    public static List<HeaderField> Read(IHeaderDictionary headers)
    {
        var lines = new List<HeaderField>(headers.Count);
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
                lines.Add(new HeaderField(name, value ?? ""));
        }

        return lines;
    }

    /// <summary>The body of a request.</summary>
    /// <exception cref="BadHttpRequestException">It is larger than the server's limit, or breaks off.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is { } length and > 0 and < 1 << 20)
        {
            var exact = new byte[length];
            await request.Body.ReadExactlyAsync(exact, cancellationToken);
            return exact;
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    /// <summary>Answers with one line of text.</summary>
    public static Task AnswerAsync(HttpContext context, int status, string line)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(line + "\n", context.RequestAborted);
    }
}
