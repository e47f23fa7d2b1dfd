using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Transforms;

/// <summary>A target that replies to each event with the output of a transformation.</summary>
/// <param name="transform">The transformation, which the target owns.</param>
public sealed class TransformTarget(IEventTransform transform) : IEventTarget
{
    private static readonly DeliveryResult Dropped = new() { Verdict = DeliveryVerdict.Delivered };

    /// <inheritdoc />
    public async ValueTask<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        var stored = attempt.Event;
        try
        {
            var context = new TransformContext(attempt.Trigger, stored.Position, stored.Arrived, attempt.Number);
            var events = await transform.TransformAsync(stored.Event, context, cancellationToken);
            return events.Count == 0 || !attempt.WantsReply ? Dropped
                : new DeliveryResult { Verdict = DeliveryVerdict.Delivered, Replies = events };
        }
        catch (TransformException failure)
        {
            return new DeliveryResult
            {
                Verdict = failure.MayPass ? DeliveryVerdict.Retry : DeliveryVerdict.Refused,
                Reason = failure.Message,
            };
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => transform.DisposeAsync();
}
