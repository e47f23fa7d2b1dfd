using Wasmill.Broker.Engines;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.History;

// Tested by: ReplayCommandTests, DeadLettersCommandTests
/// <summary>Redelivery of past events, and removal of dead letters.</summary>
/// <param name="history">The past events.</param>
/// <param name="broker">The broker, which is running.</param>
/// <param name="engine">Its engine.</param>
/// <param name="time">The clock.</param>
public sealed class BrokerHistory(EventHistory history, EventBroker broker, IBrokerEngine engine, TimeProvider time)
{
    /// <summary>
    /// Redelivers dead letters to their triggers, each as a new event for that trigger only: (1) stores the event; (2) removes the dead
    /// letter, so that a crash between the two repeats the event and never loses it.
    /// </summary>
    /// <returns>The number of redelivered dead letters, and the reason why it ended early, or null.</returns>
    public async Task<(int Count, string? Error)> ReplayLettersAsync(LetterSelection selection, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var letter in history.LettersAsync(selection, cancellationToken))
        {
            if (!engine.Triggers.Contains(letter.Trigger))
                return (
                    count,
                    $"the trigger \"{letter.Trigger}\" of dead letter {letter.Number} does not exist; create it, or purge the dead letter");
            // 1
            if (await StoreAsync(letter.Event, letter.Trigger, EventOrigin.DeadLetters, cancellationToken) is { } error)
                return (count, error);
            // 2
            await engine.DeadLetters.RemoveAsync([letter.Number], cancellationToken);
            count++;
        }

        return (count, null);
    }

    /// <summary>Deletes dead letters permanently.</summary>
    public async Task<int> PurgeLettersAsync(LetterSelection selection, CancellationToken cancellationToken)
    {
        const int AtOnce = 1_000;
        var count = 0;
        var numbers = new List<long>(AtOnce);
        await foreach (var letter in history.LettersAsync(selection, cancellationToken))
        {
            numbers.Add(letter.Number);
            if (numbers.Count < AtOnce)
                continue;
            count += await engine.DeadLetters.RemoveAsync(numbers, cancellationToken);
            numbers.Clear();
        }

        return count + await engine.DeadLetters.RemoveAsync(numbers, cancellationToken);
    }

    /// <summary>Gives stored events that pass a trigger's filter to that trigger again, each as a new event that only it gets.</summary>
    /// <returns>Null if the trigger does not exist.</returns>
    public async Task<ReplayResult?> ReplayAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        if (broker.FindTrigger(request.Trigger) is not { } trigger)
            return null;
        // Events that the replay itself stores come after this end.
        var tail = (await engine.StatusAsync(request.Trigger, cancellationToken))?.Tail ?? 0;
        var range = new ReadSpec
        {
            From = request.From ?? 1,
            To = Math.Min(request.To ?? tail, tail),
            Since = request.Since,
            Until = request.Until,
        };
        long count = 0, last = 0;
        var started = time.GetTimestamp();
        await foreach (var stored in engine.ReadAsync(range, cancellationToken))
        {
            // An event for one trigger only is not for another; and a replay of a replay would duplicate events.
            if (stored.Audience is null && trigger.Filter.Matches(stored.Event))
            {
                if (!request.IsDryRun)
                {
                    if (request.Rate is { } rate && count / rate - time.GetElapsedTime(started).TotalSeconds is > 0 and var ahead)
                        await Task.Delay(TimeSpan.FromSeconds(ahead), time, cancellationToken);
                    if (await StoreAsync(stored, trigger.Name, EventOrigin.Replay, cancellationToken) is { } error)
                        return new ReplayResult(count, last, error);
                }

                count++;
            }

            last = stored.Position;
        }

        return new ReplayResult(count, last, null);
    }

    // Null when it is stored.
    private async Task<string?> StoreAsync(StoredEvent stored, string trigger, EventOrigin origin, CancellationToken cancellationToken)
    {
        var again = new NewEvent(stored.Event, null, stored.Hops) { Audience = trigger };
        return await broker.OfferAsync([again], origin, time, cancellationToken) is AppendResult.Failed failed ? failed.Reason : null;
    }
}
