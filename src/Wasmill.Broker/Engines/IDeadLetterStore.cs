namespace Wasmill.Broker.Engines;

/// <summary>Events that could not be delivered.</summary>
public interface IDeadLetterStore
{
    /// <summary>How many there are for a trigger.</summary>
    ValueTask<long> CountAsync(string trigger, CancellationToken cancellationToken);

    /// <summary>All of them, oldest first.</summary>
    IAsyncEnumerable<DeadLetter> ReadAsync(CancellationToken cancellationToken);
}
