using System.Runtime.CompilerServices;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines.Memory;

// Tested by: MemoryEngineTests
/// <summary>The dead letters of a <see cref="MemoryEngine"/>: the newest ones, up to a limit.</summary>
internal sealed class MemoryDeadLetters(int capacity, TimeProvider time) : IDeadLetterStore
{
    private readonly Lock _lock = new();
    private readonly Queue<DeadLetter> _letters = new();
    private readonly Dictionary<string, long> _counts = [];
    private long _next = 1;

    /// <summary>Adds a dead letter.</summary>
    public void Add(StoredEvent stored, string trigger, AttemptOutcome.GivenUp outcome, int attempts)
    {
        lock (_lock)
        {
            _letters.Enqueue(
                new DeadLetter
                {
                    Number = _next++,
                    Event = stored,
                    Trigger = trigger,
                    Reason = outcome.Reason,
                    Detail = outcome.Detail,
                    Status = outcome.Status,
                    Attempts = attempts,
                    At = time.GetUtcNow(),
                });
            _counts[trigger] = _counts.GetValueOrDefault(trigger) + 1;
            if (_letters.Count > capacity)
                _letters.Dequeue();
        }
    }

    /// <inheritdoc />
    public ValueTask<long> CountAsync(string trigger, CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult(_counts.GetValueOrDefault(trigger));
    }

    /// <inheritdoc />
    public ValueTask<DeadLetter?> FindAsync(long number, CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult(_letters.FirstOrDefault(letter => letter.Number == number));
    }

    /// <inheritdoc />
    public ValueTask<int> RemoveAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var removed = _letters.Where(letter => numbers.Contains(letter.Number)).ToList();
            foreach (var letter in removed)
                _counts[letter.Trigger]--;
            var rest = _letters.Except(removed).ToList();
            _letters.Clear();
            foreach (var letter in rest)
                _letters.Enqueue(letter);
            return ValueTask.FromResult(removed.Count);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<DeadLetter> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DeadLetter[] letters;
        lock (_lock)
            letters = [.. _letters];
        foreach (var letter in letters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return letter;
        }

        await Task.CompletedTask;
    }
}
