using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines;

/// <summary>Events that could not be delivered.</summary>
public interface IDeadLetterStore
{
    /// <summary>Counts the dead letters of a trigger.</summary>
    ValueTask<long> CountAsync(string trigger, CancellationToken cancellationToken);

    /// <summary>Finds a dead letter; null if it does not exist.</summary>
    ValueTask<DeadLetter?> FindAsync(long number, CancellationToken cancellationToken);

    /// <summary>Deletes dead letters permanently.</summary>
    /// <returns>The number of deleted dead letters.</returns>
    ValueTask<int> RemoveAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken);

    /// <summary>Reads all dead letters, oldest first.</summary>
    IAsyncEnumerable<DeadLetter> ReadAsync(CancellationToken cancellationToken);
}
