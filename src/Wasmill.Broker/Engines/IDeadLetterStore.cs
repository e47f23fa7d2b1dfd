using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines;

/// <summary>Events that could not be delivered.</summary>
public interface IDeadLetterStore
{
    /// <summary>Counts the dead letters of a trigger.</summary>
    ValueTask<long> CountAsync(string trigger, CancellationToken cancellationToken);

    /// <summary>One of them; null when there is none with that number.</summary>
    ValueTask<DeadLetter?> FindAsync(long number, CancellationToken cancellationToken);

    /// <summary>Removes letters for good.</summary>
    /// <returns>How many of the numbers there were.</returns>
    ValueTask<int> RemoveAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken);

    /// <summary>All of them, oldest first.</summary>
    IAsyncEnumerable<DeadLetter> ReadAsync(CancellationToken cancellationToken);
}
