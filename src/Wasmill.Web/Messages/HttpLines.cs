using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wasmill.Events.Http;

namespace Wasmill.Web.Messages;

// Tested by: IngressRuleTests
/// <summary>Between ASP.NET's messages and Wasmill's.</summary>
public static class HttpLines
{
    /// <summary>Answers 200 with JSON.</summary>
    public static async Task AnswerJsonAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, type), context.RequestAborted);
    }

    /// <summary>Reads a body of JSON; null when it is not that, which is then answered with 400.</summary>
    public static async Task<T?> ReadJsonAsync<T>(HttpContext context, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            if (await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted) is { } body)
                return body;
        }
        catch (JsonException)
        {
            // Answered below.
        }

        await PlainAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, "the body is not the JSON that it should be");
        return null;
    }

    /// <summary>The header lines of a request in which an event can stand: <c>Content-Type</c> and those that begin with <c>ce-</c>.</summary>
    public static List<HeaderField> Read(IHeaderDictionary headers)
    {
        var lines = new List<HeaderField>(headers.Count);
        foreach (var (name, values) in headers)
        {
            if (!name.StartsWith("ce-", StringComparison.OrdinalIgnoreCase) && !name.Equals(HeaderNames.ContentType, StringComparison.OrdinalIgnoreCase))
                continue;
            for (var i = 0; i < values.Count; i++)
                lines.Add(new HeaderField(name, Attribute(name, values[i] ?? "")));
        }

        return lines;
    }

    // The binding knows text only. Bytes that are not UTF-8 become something that it refuses with the attribute's name: escapes where it undoes them, broken Unicode in a media type.
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
