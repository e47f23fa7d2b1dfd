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
/// <summary><c>/api/deadletters</c>, <c>/api/replay</c> and <c>/api/trace</c>: what was, and having it again.</summary>
internal sealed class HistoryEndpoints(BrokerHistory history, TimeProvider time)
{
    /// <summary>Lists dead letters: <c>GET /api/deadletters?trigger=T&amp;reason=R&amp;olderThan=SECONDS</c>.</summary>
    public async Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        double? age = double.TryParse(query["olderThan"], CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
        if (await SelectAsync(
            context,
            new LetterSelectionDto(null, query["trigger"].FirstOrDefault(), query["reason"].FirstOrDefault(), age)) is not { } selection)
            return;
        var letters = new List<DeadLetterDto>();
        await foreach (var letter in history.LettersAsync(selection, context.RequestAborted))
            letters.Add(ToDto(letter));
        await HttpLines.AnswerJsonAsync(context, letters.ToArray(), ApiJson.Default.DeadLetterDtoArray);
    }

    /// <summary>Shows one: <c>GET /api/deadletters/NUMBER</c>.</summary>
    public async Task ShowAsync(HttpContext context, string number)
    {
        if (long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
        {
            await foreach (var letter in history.LettersAsync(new LetterSelection { Numbers = [wanted] }, context.RequestAborted))
            {
                var json = new ArrayBufferWriter<byte>();
                JsonEventFormat.Write(letter.Event.Event, json);
                using var document = JsonDocument.Parse(json.WrittenMemory);
                await HttpLines.AnswerJsonAsync(
                    context, ToDto(letter) with { Event = document.RootElement }, ApiJson.Default.DeadLetterDto);
                return;
            }
        }

        await PlainAnswer.WriteAsync(context, StatusCodes.Status404NotFound, $"there is no dead letter {number}");
    }

    /// <summary>Gives dead letters to their triggers again: <c>POST /api/deadletters/replay</c>.</summary>
    public async Task ReplayLettersAsync(HttpContext context)
    {
        if (await HttpLines.ReadJsonAsync(context, ApiJson.Default.LetterSelectionDto) is not { } body
            || await SelectAsync(context, body) is not { } selection)
            return;
        var (count, error) = await history.ReplayLettersAsync(selection, context.RequestAborted);
        await HttpLines.AnswerJsonAsync(context, new CountDto(count, error), ApiJson.Default.CountDto);
    }

    /// <summary>Removes dead letters: <c>POST /api/deadletters/purge</c>.</summary>
    public async Task PurgeLettersAsync(HttpContext context)
    {
        if (await HttpLines.ReadJsonAsync(context, ApiJson.Default.LetterSelectionDto) is not { } body
            || await SelectAsync(context, body) is not { } selection)
            return;
        await HttpLines.AnswerJsonAsync(
            context, new CountDto(await history.PurgeLettersAsync(selection, context.RequestAborted)), ApiJson.Default.CountDto);
    }

    /// <summary>Gives stored events to a trigger again: <c>POST /api/replay</c>.</summary>
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
            await PlainAnswer.WriteAsync(context, StatusCodes.Status404NotFound, $"there is no trigger \"{body.Trigger}\"");
    }

    /// <summary>What became of an event: <c>GET /api/trace/ID?source=S</c>.</summary>
    public async Task TraceAsync(HttpContext context, string id)
    {
        var traces = await history.TraceAsync(id, context.Request.Query["source"].FirstOrDefault(), context.RequestAborted);
        await HttpLines.AnswerJsonAsync(context, traces.Select(OutcomeMapping.ToDto).ToArray(), ApiJson.Default.OutcomeDtoArray);
    }

    private static DeadLetterDto ToDto(DeadLetter letter) => new(
        letter.Number, letter.Trigger, JsonNamingPolicy.CamelCase.ConvertName(letter.Reason.ToString()), letter.Detail, letter.Status,
        letter.Attempts, letter.At, letter.Event.Position, letter.Event.Event.Id, letter.Event.Event.Type);

    // Null when the answer was given: there is no such reason.
    private async Task<LetterSelection?> SelectAsync(HttpContext context, LetterSelectionDto dto)
    {
        DeadLetterReason? reason = null;
        if (dto.Reason is { } text)
        {
            if (!Enum.TryParse<DeadLetterReason>(text, ignoreCase: true, out var known) || !Enum.IsDefined(known))
            {
                await PlainAnswer.WriteAsync(
                    context,
                    StatusCodes.Status400BadRequest,
                    $"\"{text}\" is no reason: retriesExhausted, refused, loop, retention, damaged or crash");
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
