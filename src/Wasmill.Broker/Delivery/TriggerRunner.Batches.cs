using System.Diagnostics;
using Wasmill.Broker.Measuring;
using Wasmill.Broker.Observing;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Triggers;

namespace Wasmill.Broker.Delivery;

/// <summary>
/// Batches for a target that accepts several events at once. The machine does not know of them: attempts that it starts while inputs wait
/// are gathered, and delivered in one call once no input waits or the batch is full. A trigger that keeps up delivers each event at once;
/// one that has fallen behind delivers batches.
/// </summary>
internal sealed partial class TriggerRunner
{
    private readonly List<DeliveryEffect.StartAttempt> _gathered = [];
    private (TriggerModel Model, MeasuredTarget Target)? _batch;

    private void Gather(DeliveryEffect.StartAttempt start, TriggerModel model, MeasuredTarget target)
    {
        if (_batch is var (known, other) && (known != model || other != target))
            DeliverGathered();
        _batch = (model, target);
        _gathered.Add(start);
        if (_gathered.Count >= ((IBatchTarget)target.Target).LargestBatch)
            DeliverGathered();
    }

    private void DeliverGathered()
    {
        if (_batch is not var (model, target))
            return;
        if (_gathered is [var single])
            _ = AttemptAsync(single, model, target);
        else
            _ = AttemptBatchAsync([.. _gathered], model, target);
        _gathered.Clear();
        _batch = null;
    }

    private async Task AttemptBatchAsync(DeliveryEffect.StartAttempt[] starts, TriggerModel model, MeasuredTarget target)
    {
        var attempts = Array.ConvertAll(starts, start => Describe(start, model));
        using var limit = new CancellationTokenSource(model.Policy.Timeout, _services.Time);
        await using var stop = _cancel.Token.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
        IReadOnlyList<DeliveryResult> results;
        try
        {
            // The target must not run on the loop's thread before its first await.
            await Task.Yield();
            results = await MeasureBatchAsync(attempts, target, limit.Token);
        }
        catch (Exception error)
        {
            var failed = FailureOf(error, limit, model, target);
            results = Array.ConvertAll(attempts, _ => failed);
        }

        for (var i = 0; i < starts.Length; i++)
            _inputs.Writer.TryWrite(
                new DeliveryInput.Attempted(starts[i].Delivery, results[i]) { Destination = target.Target.Address ?? model.Target });
    }

    // Each event has a span of its own, in its own trace.
    private async Task<IReadOnlyList<DeliveryResult>> MeasureBatchAsync(DeliveryAttempt[] attempts, MeasuredTarget target,
        CancellationToken cancellationToken)
    {
        var started = _services.Time.GetTimestamp();
        var spans = new Activity?[attempts.Length];
        try
        {
            for (var i = 0; i < attempts.Length; i++)
            {
                // Otherwise the previous span would be the parent of a span whose event has no trace.
                Activity.Current = null;
                spans[i] = EventTracing.StartDelivery(attempts[i]);
                var (parent, state) = EventTracing.ContextOf(spans[i], attempts[i].Event.Event);
                if (parent is not null)
                    attempts[i] = attempts[i] with { TraceParent = parent, TraceState = state };
            }

            var answers = await ((IBatchTarget)target.Target).DeliverBatchAsync(attempts, cancellationToken);
            if (answers.Count != attempts.Length)
                throw new InvalidOperationException($"the target returned {answers.Count} results for {attempts.Length} attempts");
            var elapsed = _services.Time.GetElapsedTime(started);
            var results = new DeliveryResult[attempts.Length];
            for (var i = 0; i < attempts.Length; i++)
            {
                EventTracing.EndDelivery(spans[i], answers[i]);
                Counters.AttemptTime.Add(elapsed);
                target.Counters.Note(answers[i].Verdict, elapsed);
                results[i] = attempts[i].TraceParent is { } parent ? answers[i] with { TraceParent = parent } : answers[i];
            }

            return results;
        }
        finally
        {
            foreach (var span in spans)
                span?.Dispose();
        }
    }
}
