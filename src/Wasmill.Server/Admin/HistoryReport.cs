using System.Buffers;
using System.Text.Json;
using Wasmill.Broker.History;
using Wasmill.Broker.Records;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.Events.Json;

namespace Wasmill.Server.Admin;

// Tested by: DeadLettersCommandTests, StoppedBrokerTests
/// <summary>Past events in the types of the admin API.</summary>
internal sealed class HistoryReport(EventHistory history, TimeProvider time)
{
    /// <summary>Lists the selected dead letters, oldest first.</summary>
    /// <exception cref="ServerException">The selection is not valid.</exception>
    public async Task<DeadLetterDto[]> ListAsync(DeadLetterSelectionDto selection, CancellationToken cancellationToken)
    {
        var deadLetters = new List<DeadLetterDto>();
        await foreach (var deadLetter in history.LettersAsync(Select(selection), cancellationToken))
            deadLetters.Add(ToDto(deadLetter));
        return [.. deadLetters];
    }

    /// <summary>Finds one dead letter, with its attempts and its event; null if it does not exist.</summary>
    public async Task<DeadLetterDto?> FindAsync(long number, CancellationToken cancellationToken)
    {
        if (await history.FindLetterAsync(number, cancellationToken) is not { } deadLetter)
            return null;
        var json = new ArrayBufferWriter<byte>();
        JsonEventFormat.Write(deadLetter.Event.Event, json);
        using var document = JsonDocument.Parse(json.WrittenMemory);
        var attempts = await history.AttemptsAsync(deadLetter, cancellationToken);
        return ToDto(deadLetter) with { Event = document.RootElement.Clone(), History = [.. attempts.Select(OutcomeMapping.ToDto)] };
    }

    /// <summary>Reads the outcomes of the events with an id.</summary>
    public async Task<OutcomeDto[]> TraceAsync(string id, string? source, CancellationToken cancellationToken)
        => [.. (await history.TraceAsync(id, source, cancellationToken)).Select(OutcomeMapping.ToDto)];

    /// <summary>Converts a selection.</summary>
    /// <exception cref="ServerException">The reason is not valid.</exception>
    public LetterSelection Select(DeadLetterSelectionDto dto)
    {
        DeadLetterReason? reason = null;
        if (dto.Reason is { } text)
        {
            if (!Enum.TryParse<DeadLetterReason>(text, ignoreCase: true, out var known) || !Enum.IsDefined(known))
                throw new ServerException(
                    $"\"{text}\" is not a valid reason; use retriesExhausted, refused, loop, retention, damaged or crash");
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

    private DeadLetterDto ToDto(DeadLetter deadLetter) => new()
    {
        Number = deadLetter.Number,
        Trigger = deadLetter.Trigger,
        Target = history.TargetOf(deadLetter.Trigger),
        Reason = JsonNamingPolicy.CamelCase.ConvertName(deadLetter.Reason.ToString()),
        Detail = deadLetter.Detail,
        Status = deadLetter.Status,
        Attempts = deadLetter.Attempts,
        At = deadLetter.At,
        Position = deadLetter.Event.Position,
        Id = deadLetter.Event.Event.Id,
        Type = deadLetter.Event.Event.Type,
    };
}
