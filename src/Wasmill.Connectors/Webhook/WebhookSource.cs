using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Sources;
using Wasmill.Web.Bodies;
using Wasmill.Web.Messages;

namespace Wasmill.Connectors.Webhook;

/// <summary>A source that creates an event from each request.</summary>
/// <param name="settings">The source's settings.</param>
public sealed class WebhookSource(WebhookSettings settings) : IRequestSource
{
    private readonly WebhookMapping _mapping = new(settings);
    private volatile SourceContext? _context;

    /// <inheritdoc />
    public bool Authenticates => settings.Signature is not null || settings.Credentials is not null;

    /// <inheritdoc />
    public async Task RunAsync(SourceContext context, CancellationToken cancellationToken)
    {
        _context = context;
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellationToken);
        }
        finally
        {
            _context = null;
        }
    }

    /// <summary>
    /// Handles a request in six steps: (1) check the path and the method; (2) authenticate the sender by the headers; (3) read the body;
    /// (4) check the signature of the bytes; (5) create the event; (6) store the event, then answer.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="path">The rest of the path after the source's name.</param>
    public async Task HandleAsync(HttpContext context, string path)
    {
        if (settings.AllowedOrigin is { } origin)
            context.Response.Headers.AccessControlAllowOrigin = origin;

        // 1
        if (_context is not { } running)
            await RefuseAsync(context, TimeSpan.FromSeconds(1), "the source is not running; try again later");
        else if (!IsOwnPath(path))
            await PlainAnswer.WriteAsync(context, StatusCodes.Status404NotFound,
                $"the source \"{running.Name}\" takes requests at /sources/{running.Name}{settings.Path}");
        else if (settings.AllowedOrigin is not null && HttpMethods.IsOptions(context.Request.Method))
            AnswerPreflight(context);
        else if (!settings.Methods.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
            await RefuseMethodAsync(context, running.Name);
        // 2
        else if (settings.Credentials?.FindProblem(context.Request.Headers) is { } stranger)
            await RefuseSenderAsync(context, stranger, isBasic: true);
        else
            await TakeAsync(context, running);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool IsOwnPath(string path)
        => path.StartsWith(settings.Path, StringComparison.Ordinal)
            && (settings.Path.Length == 0 || path.Length == settings.Path.Length || path[settings.Path.Length] == '/');

    private async Task TakeAsync(HttpContext context, SourceContext running)
    {
        // A signature is of the bytes that were sent, and it is undefined whether those are the compressed ones.
        if (settings.Signature is not null && context.Request.Headers.ContentEncoding.Count > 0)
        {
            await PlainAnswer.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType,
                "a signed request must not have a Content-Encoding");
            return;
        }

        // 3
        var body = await EventBody.ReadAsync(context.Request, settings.MaxBytes);
        if (body.Error != EventBodyError.None)
        {
            await body.AnswerAsync(context, settings.MaxBytes);
            return;
        }

        // 4
        var now = running.Time.GetUtcNow();
        if (settings.Signature?.FindProblem(context.Request.Headers, body.Bytes.Span, now) is { } unsigned)
        {
            await RefuseSenderAsync(context, unsigned, isBasic: false);
            return;
        }

        // 5
        var (events, error) = _mapping.Map(context.Request, body.Bytes, now);
        if (error is not null)
        {
            await PlainAnswer.WriteAsync(context, error.Status, error.Message);
            return;
        }

        // 6
        await StoreAsync(context, running, events);
    }

    private async Task StoreAsync(HttpContext context, SourceContext running, IReadOnlyList<Events.CloudEvent> events)
    {
        AppendResult? result = null;
        try
        {
            // An empty batch has nothing to store.
            if (events.Count > 0)
                result = await running.TryPublishAsync(events, context.RequestAborted);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await RefuseAsync(context, TimeSpan.FromSeconds(1), "the source is stopping; try again later");
            return;
        }

        switch (result)
        {
            case AppendResult.Full full:
                await RefuseAsync(context, full.RetryAfter, full.Cause == FullCause.Disk ? "the disk is full; try again later"
                    : "the broker is full; try again later");
                break;
            case AppendResult.Failed failed:
                await RefuseAsync(context, TimeSpan.FromSeconds(1), failed.Reason);
                break;
            default:
                context.Response.StatusCode = settings.Answer;
                break;
        }
    }

    private void AnswerPreflight(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.AccessControlAllowMethods = string.Join(", ", settings.Methods);
        response.Headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
        response.Headers.Vary = HeaderNames.AccessControlRequestHeaders;
    }

    private Task RefuseMethodAsync(HttpContext context, string name)
    {
        context.Response.Headers.Allow = string.Join(", ", settings.Methods);
        return PlainAnswer.WriteAsync(context, StatusCodes.Status405MethodNotAllowed,
            $"the source \"{name}\" does not take {context.Request.Method} requests");
    }

    private static Task RefuseSenderAsync(HttpContext context, string reason, bool isBasic)
    {
        if (isBasic)
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"wasmill\"";
        return PlainAnswer.WriteAsync(context, StatusCodes.Status401Unauthorized, reason);
    }

    private static Task RefuseAsync(HttpContext context, TimeSpan retryAfter, string reason)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return PlainAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, reason);
    }
}
