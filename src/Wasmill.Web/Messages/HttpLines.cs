using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wasmill.Events.Http;

namespace Wasmill.Web.Messages;

// Tested by: IngressRuleTests
/// <summary>Converts between ASP.NET messages and Wasmill's.</summary>
public static class HttpLines
{
    /// <summary>Responds with status 200 and JSON.</summary>
    public static async Task AnswerJsonAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, type), context.RequestAborted);
    }

    /// <summary>Reads a JSON body. If it is not valid, responds with 400 and returns null.</summary>
    public static async Task<T?> ReadJsonAsync<T>(HttpContext context, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            if (await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted) is { } body)
                return body;
        }
        catch (JsonException)
        {
            // The response is written below.
        }

        await PlainAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, "the body is not valid JSON for this request");
        return null;
    }

    /// <summary>
    /// Returns the header lines of a request that can carry an event: <c>Content-Type</c> and those with the prefix <c>ce-</c>.
    /// </summary>
    public static List<HeaderField> Read(IHeaderDictionary headers)
    {
        var lines = new List<HeaderField>(headers.Count);
        foreach (var (name, values) in headers)
        {
            if (!name.StartsWith("ce-", StringComparison.OrdinalIgnoreCase)
                && !name.Equals(HeaderNames.ContentType, StringComparison.OrdinalIgnoreCase))
                continue;
            for (var i = 0; i < values.Count; i++)
                lines.Add(new HeaderField(name, Attribute(name, values[i] ?? "")));
        }

        return lines;
    }

    // The binding takes only text. Bytes that are not UTF-8 are converted so that it rejects them by the name of the attribute: to escapes
    // where it decodes them, to invalid Unicode in a media type.
    private static string Attribute(string name, string value)
    {
        if (HeaderBytes.ToUtf8(value) is { } text)
            return text;
        var isEscaped = name.StartsWith("ce-", StringComparison.OrdinalIgnoreCase);
        var refused = new StringBuilder(value.Length + 16);
        foreach (var character in value)
        {
            if (char.IsAscii(character))
                refused.Append(character);
            else if (isEscaped)
                refused.Append('%').Append(((int)character).ToString("X2", CultureInfo.InvariantCulture));
            else
                refused.Append('\uD800');
        }

        return refused.ToString();
    }
}
