using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Server.Display;

// Tested by: DisplayTests
/// <summary>One file of the display's page. The files are built by <c>src/console/build</c> and are part of this assembly.</summary>
/// <param name="Name">Name of the resource.</param>
/// <param name="MediaType">Media type of the file.</param>
internal sealed record DisplayPage(string Name, string MediaType)
{
    // Everything comes from the display itself, nothing is inline, and no text can become markup.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly FrozenDictionary<string, DisplayPage> Files = new Dictionary<string, DisplayPage>
    {
        ["/"] = new("index.html", "text/html; charset=utf-8"),
        ["/display.css"] = new("display.css", "text/css; charset=utf-8"),
        ["/display.js"] = new("display.js", "text/javascript; charset=utf-8"),
        ["/icon.svg"] = new("icon.svg", "image/svg+xml"),
        ["/icon-new.svg"] = new("icon-new.svg", "image/svg+xml"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Finds the file of a path; null if the page has none.</summary>
    public static DisplayPage? Find(string path) => Files.GetValueOrDefault(path);

    /// <summary>Responds with the file.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        context.Response.ContentType = MediaType;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // A display of another version may listen on the same address tomorrow.
        headers.CacheControl = "no-cache";
        await using var file = typeof(DisplayPage).Assembly.GetManifestResourceStream($"display/{Name}")!;
        context.Response.ContentLength = file.Length;
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
