using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Wasmill.Broker.History;
using Wasmill.Broker.Records;
using Wasmill.Client.Api;
using Wasmill.Events.Json;
using Wasmill.Web.Messages;

namespace Wasmill.Server.Admin;

// Tested by: ReplayCommandTests, DeadLettersCommandTests
/// <summary><c>/api/deadletters</c>, <c>/api/replay</c> and <c>/api/trace</c>: history and redelivery.</summary>
internal sealed class HistoryEndpoints(BrokerHistory history, TimeProvider time)
{
    /// <summary>Lists dead letters: <c>GET /api/deadletters?trigger=T&amp;reason=R&amp;olderThan=SECONDS</c>.</summary>
    public async Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        double? age = double.TryParse(query["olderThan"], CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
        if (await SelectAsync(
            context,
            new DeadLetterSelectionDto(null, query["trigger"].FirstOrDefault(), query["reason"].FirstOrDefault(), age))
            is not { } selection)
            return;
        var deadLetters = new List<DeadLetterDto>();
        await foreach (var deadLetter in history.LettersAsync(selection, context.RequestAborted))
            deadLetters.Add(ToDto(deadLetter));
        await HttpLines.AnswerJsonAsync(context, deadLetters.ToArray(), ApiJson.Default.DeadLetterDtoArray);
    }

    /// <summary>Shows one dead letter: <c>GET /api/deadletters/NUMBER</c>.</summary>
    public async Task ShowAsync(HttpContext context, string number)
    {
        if (long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
        {
            await foreach (var deadLetter in history.LettersAsync(new LetterSelection { Numbers = [wanted] }, context.RequestAborted))
            {
                var json = new ArrayBufferWriter<byte>();
                JsonEventFormat.Write(deadLetter.Event.Event, json);
                using var document = JsonDocument.Parse(json.WrittenMemory);
                await HttpLines.AnswerJsonAsync(
                    context, ToDto(deadLetter) with { Event = document.RootElement }, ApiJson.Default.DeadLetterDto);
                return;
            }
        }

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
    {
        var traces = await history.TraceAsync(id, context.Request.Query["source"].FirstOrDefault(), context.RequestAborted);
        await HttpLines.AnswerJsonAsync(context, traces.Select(OutcomeMapping.ToDto).ToArray(), ApiJson.Default.OutcomeDtoArray);
    }

    private static DeadLetterDto ToDto(DeadLetter deadLetter) => new()
    {
        Number = deadLetter.Number,
        Trigger = deadLetter.Trigger,
        Reason = JsonNamingPolicy.CamelCase.ConvertName(deadLetter.Reason.ToString()),
        Detail = deadLetter.Detail,
        Status = deadLetter.Status,
        Attempts = deadLetter.Attempts,
        At = deadLetter.At,
        Position = deadLetter.Event.Position,
        Id = deadLetter.Event.Event.Id,
        Type = deadLetter.Event.Event.Type,
    };

    // Null when the reason is not valid and the request has been answered.
    private async Task<LetterSelection?> SelectAsync(HttpContext context, DeadLetterSelectionDto dto)
    {
        DeadLetterReason? reason = null;
        if (dto.Reason is { } text)
        {
            if (!Enum.TryParse<DeadLetterReason>(text, ignoreCase: true, out var known) || !Enum.IsDefined(known))
            {
                await PlainAnswer.WriteAsync(
                    context,
                    StatusCodes.Status400BadRequest,
                    $"\"{text}\" is not a valid reason; use retriesExhausted, refused, loop, retention, damaged or crash");
                return null;
            }

            reason = known;
        }

        return new LetterSelection
        {
            Numbers = dto.Numbers?.ToHashSet(),
            Trigger = dto.Trigger,
            Reason = reason,
            Before = dto.OlderThanSeconds is { } age ? time.GetUtcNow().AddSeconds(-age) : null,
        };
    }
}
