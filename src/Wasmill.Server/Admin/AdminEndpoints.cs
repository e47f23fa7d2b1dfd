using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Wasmill.Broker;
using Wasmill.Broker.Records;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.Client.Text;
using Wasmill.Flows.Files;
using Wasmill.Storage;
using Wasmill.Web.Messages;
using Wasmill.Web.Modules;

namespace Wasmill.Server.Admin;

// Tested by: AdminTests
/// <summary><c>/api/</c>: the admin API of a running broker, for the command line.</summary>
internal sealed class AdminEndpoints(
    AdminGuard guard, EventBroker broker, FlowStore flow, StatusReport status, HistoryEndpoints history, Action stop, ILogger log)
    : IHttpModule
{
    // Proxies and clients close idle connections after about a minute.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private const int LargestLast = 10_000;

    /// <inheritdoc />
    public string Prefix => "/api/";

    /// <inheritdoc />
    public bool IsPublic => false;

    /// <inheritdoc />
    public async Task HandleAsync(HttpContext context, string rest)
    {
        if (guard.Check(context.Request) is var (code, reason))
        {
            await PlainAnswer.WriteAsync(context, code, reason);
            return;
        }

        var name = $"{context.Request.Method} /api/{rest}";
        try
        {
            await RouteAsync(context, rest);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client disconnected.
        }
        catch (BadHttpRequestException bad)
        {
            await FailAsync(context, bad.StatusCode, bad.Message);
        }
        catch (Exception refused) when (FailedWrites.IsRefusal(refused))
        {
            await FailAsync(context, StatusCodes.Status503ServiceUnavailable, $"nothing has changed: {IoReason.Of(refused)}");
        }
        catch (Exception error)
        {
            log.AdminRequestThrew(name, error);
            await FailAsync(
                context,
                StatusCodes.Status500InternalServerError,
                $"{name} failed: {error.GetType().Name}: {error.Message}; see \"wasmill logs\"",
                isReported: true);
        }
    }

    // The status of a started response cannot change: abort the connection, so that the client sees an incomplete response.
    private static Task FailAsync(HttpContext context, int status, string reason, bool isReported = false)
    {
        if (!context.Response.HasStarted)
            return isReported ? PlainAnswer.WriteUnreportedAsync(context, status, reason) : PlainAnswer.WriteAsync(context, status, reason);
        context.Abort();
        return Task.CompletedTask;
    }

    private async Task RouteAsync(HttpContext context, string path)
    {
        switch (context.Request.Method, path.Split('/'))
        {
            case ("GET", ["status"]):
                await AnswerAsync(
                    context,
                    JsonSerializer.SerializeToUtf8Bytes(await status.MakeAsync(context.RequestAborted), ApiJson.Default.StatusDto));
                break;
            case ("GET", ["flow"]):
                await AnswerAsync(
                    context,
                    JsonSerializer.SerializeToUtf8Bytes(new FlowDto(flow.Revision, flow.Shown.ToString()), ApiJson.Default.FlowDto));
                break;
            case ("PUT", ["flow"]):
                await ReplaceFlowAsync(context);
                break;
            case ("GET", ["events"]):
                await WatchAsync(context);
                break;
            case ("GET", ["events", var position, "outcome"]):
                await OutcomeAsync(context, position);
                break;
            case ("GET", ["deadletters"]):
                await history.ListAsync(context);
                break;
            case ("GET", ["deadletters", var number]):
                await history.ShowAsync(context, number);
                break;
            case ("POST", ["deadletters", "replay"]):
                await history.ReplayLettersAsync(context);
                break;
            case ("POST", ["deadletters", "purge"]):
                await history.PurgeLettersAsync(context);
                break;
            case ("POST", ["retry"]):
                await RetryAsync(context);
                break;
            case ("POST", ["replay"]):
                await history.ReplayAsync(context);
                break;
            case ("GET", ["trace", var id]):
                await history.TraceAsync(context, Uri.UnescapeDataString(id));
                break;
            case ("POST", ["stop"]):
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                stop();
                break;
            default:
                await PlainAnswer.WriteAsync(
                    context, StatusCodes.Status404NotFound, $"the admin API has no {context.Request.Method} /api/{path}");
                break;
        }
    }

    private async Task ReplaceFlowAsync(HttpContext context)
    {
        if (await HttpLines.ReadJsonAsync(context, ApiJson.Default.FlowDto) is not { } edit)
            return;

        try
        {
            var done = await flow.TryReplaceAsync(edit.Revision, FlowText.Parse(edit.Text), context.RequestAborted);
            context.Response.StatusCode = done ? StatusCodes.Status204NoContent : StatusCodes.Status409Conflict;
        }
        catch (Exception error) when (error is FlowException or ServerException)
        {
            await PlainAnswer.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, error.Message);
        }
    }

    private async Task OutcomeAsync(HttpContext context, string text)
    {
        var wait = double.TryParse(context.Request.Query["wait"], CultureInfo.InvariantCulture, out var seconds)
            ? Math.Clamp(seconds, 0, 300)
            : 0;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            || await broker.Journal.WaitForOutcomeAsync(position, TimeSpan.FromSeconds(wait), context.RequestAborted) is not { } trace)
        {
            await PlainAnswer.WriteAsync(context, StatusCodes.Status404NotFound, $"the event at position {text} is unknown");
            return;
        }

        await AnswerAsync(context, JsonSerializer.SerializeToUtf8Bytes(OutcomeMapping.ToDto(trace), ApiJson.Default.OutcomeDto));
    }

    /// <summary>Tries waiting deliveries now: <c>POST /api/retry?trigger=T</c>; of all triggers without a name.</summary>
    private async Task RetryAsync(HttpContext context)
    {
        var trigger = context.Request.Query["trigger"].FirstOrDefault();
        if (broker.RetryNow(trigger) is { } count)
            await HttpLines.AnswerJsonAsync(context, new CountDto(count), ApiJson.Default.CountDto);
        else
            await PlainAnswer.WriteAsync(context, StatusCodes.Status404NotFound, $"the trigger \"{trigger}\" does not exist");
    }

    /// <summary>
    /// Streams the last events and, if requested, new ones: one JSON document per line, and an empty line now and then while idle.
    /// </summary>
    private async Task WatchAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var last = int.TryParse(query["last"], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, LargestLast)
            : 0;
        var cancelled = context.RequestAborted;
        context.Response.ContentType = "application/x-ndjson";
        await context.Response.StartAsync(cancelled);
        await context.Response.Body.FlushAsync(cancelled);

        var events = broker.WatchAsync(last, query["follow"] == "true", cancelled).GetAsyncEnumerator(cancelled);
        var next = events.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                if (await Task.WhenAny(next, Task.Delay(Heartbeat, cancelled)) == next)
                {
                    if (!await next)
                        return;
                    await WriteAsync(context.Response, events.Current.Event, events.Current.Dropped, cancelled);
                    next = events.MoveNextAsync().AsTask();
                    continue;
                }

                cancelled.ThrowIfCancellationRequested();
                await context.Response.WriteAsync("\n", cancelled);
            }
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // The watcher disconnected.
        }
        finally
        {
            await next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await events.DisposeAsync();
        }
    }

    private static async Task WriteAsync(HttpResponse response, StoredEvent? stored, long dropped, CancellationToken cancellationToken)
    {
        var line = stored is null
            ? JsonSerializer.SerializeToUtf8Bytes(
                new WatchedEventDto(0, default, null, null, null, dropped), ApiJson.Default.WatchedEventDto)
            : EventLine.Of(stored);
        await response.Body.WriteAsync(line, cancellationToken);
        await response.WriteAsync("\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    private static async Task AnswerAsync(HttpContext context, byte[] json)
    {
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(json, context.RequestAborted);
    }
}
