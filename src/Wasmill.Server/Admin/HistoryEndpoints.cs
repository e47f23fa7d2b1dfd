using System.Globalization;
using Microsoft.AspNetCore.Http;
using Wasmill.Broker.History;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.Web.Messages;

namespace Wasmill.Server.Admin;

// Tested by: ReplayCommandTests, DeadLettersCommandTests
/// <summary><c>/api/deadletters</c>, <c>/api/replay</c> and <c>/api/trace</c>: history and redelivery.</summary>
internal sealed class HistoryEndpoints(HistoryReport report, BrokerHistory history)
{
    /// <summary>Lists dead letters: <c>GET /api/deadletters?trigger=T&amp;reason=R&amp;olderThan=SECONDS</c>.</summary>
    public async Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        double? age = double.TryParse(query["olderThan"], CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
        var selection = new DeadLetterSelectionDto(null, query["trigger"].FirstOrDefault(), query["reason"].FirstOrDefault(), age);
        if (await SelectAsync(context, selection) is not null)
            await HttpLines.AnswerJsonAsync(
                context, await report.ListAsync(selection, context.RequestAborted), ApiJson.Default.DeadLetterDtoArray);
    }

    /// <summary>Shows one dead letter: <c>GET /api/deadletters/NUMBER</c>.</summary>
    public async Task ShowAsync(HttpContext context, string number)
    {
        if (long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
            && await report.FindAsync(wanted, context.RequestAborted) is { } deadLetter)
            await HttpLines.AnswerJsonAsync(context, deadLetter, ApiJson.Default.DeadLetterDto);
        else
            await PlainAnswer.WriteAsync(context, StatusCodes.Status404NotFound, $"the dead letter {number} does not exist");
    }

    /// <summary>Redelivers dead letters to their triggers: <c>POST /api/deadletters/replay</c>.</summary>
    public async Task ReplayLettersAsync(HttpContext context)
    {
        if (await HttpLines.ReadJsonAsync(context, ApiJson.Default.DeadLetterSelectionDto) is not { } body
            || await SelectAsync(context, body) is not { } selection)
            return;
        var (count, error) = await history.ReplayLettersAsync(selection, context.RequestAborted);
        await HttpLines.AnswerJsonAsync(context, new CountDto(count, error), ApiJson.Default.CountDto);
    }

    /// <summary>Deletes dead letters: <c>POST /api/deadletters/purge</c>.</summary>
    public async Task PurgeLettersAsync(HttpContext context)
    {
        if (await HttpLines.ReadJsonAsync(context, ApiJson.Default.DeadLetterSelectionDto) is not { } body
            || await SelectAsync(context, body) is not { } selection)
            return;
        await HttpLines.AnswerJsonAsync(
            context, new CountDto(await history.PurgeLettersAsync(selection, context.RequestAborted)), ApiJson.Default.CountDto);
    }

    /// <summary>Redelivers stored events to a trigger: <c>POST /api/replay</c>.</summary>
    public async Task ReplayAsync(HttpContext context)
    {
        if (await HttpLines.ReadJsonAsync(context, ApiJson.Default.ReplayDto) is not { } body)
            return;
        var request = new ReplayRequest(body.Trigger)
        {
            From = body.From,
            Since = body.Since,
            To = body.To,
            Until = body.Until,
            Rate = body.Rate,
            IsDryRun = body.DryRun,
        };
        if (await history.ReplayAsync(request, context.RequestAborted) is { } result)
            await HttpLines.AnswerJsonAsync(
                context, new CountDto(result.Events, result.Error, result.LastPosition), ApiJson.Default.CountDto);
        else
            await PlainAnswer.WriteAsync(context, StatusCodes.Status404NotFound, $"the trigger \"{body.Trigger}\" does not exist");
    }

    /// <summary>Shows the outcomes of an event: <c>GET /api/trace/ID?source=S</c>.</summary>
    public async Task TraceAsync(HttpContext context, string id)
        => await HttpLines.AnswerJsonAsync(
            context,
            await report.TraceAsync(id, context.Request.Query["source"].FirstOrDefault(), context.RequestAborted),
            ApiJson.Default.OutcomeDtoArray);

    // Null when the selection is not valid and the request has been answered.
    private async Task<LetterSelection?> SelectAsync(HttpContext context, DeadLetterSelectionDto dto)
    {
        try
        {
            return report.Select(dto);
        }
        catch (ServerException error)
        {
            await PlainAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, error.Message);
            return null;
        }
    }
}
