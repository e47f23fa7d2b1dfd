using Wasmill.Client.Api;

namespace Wasmill.Client;

/// <summary>Reads past events of a broker, running or stopped.</summary>
public interface IHistoryReader : IAsyncDisposable
{
    /// <summary>Lists the selected dead letters, oldest first.</summary>
    /// <exception cref="ServerException">The selection is not valid.</exception>
    Task<DeadLetterDto[]> GetDeadLettersAsync(DeadLetterSelectionDto selection, CancellationToken cancellationToken);

    /// <summary>Reads one dead letter with its attempts and its event.</summary>
    /// <exception cref="ServerException">The dead letter does not exist.</exception>
    Task<DeadLetterDto> GetDeadLetterAsync(long number, CancellationToken cancellationToken);

    /// <summary>Reads the outcomes of the events with an id.</summary>
    Task<OutcomeDto[]> TraceAsync(string id, string? source, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the last events, then new events as they arrive: each as its JSON line and as the parsed event. A stopped broker gets no new
    /// events.
    /// </summary>
    IAsyncEnumerable<(string Line, WatchedEventDto Content)> WatchAsync(int last, bool follow, CancellationToken cancellationToken);
}
