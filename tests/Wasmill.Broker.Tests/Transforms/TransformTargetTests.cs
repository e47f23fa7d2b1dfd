using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.History.Journal;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Transforms;
using Wasmill.Broker.Triggers;
using Wasmill.Events;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Tests.Transforms;

public sealed class TransformTargetTests : IAsyncDisposable
{
    private readonly MemoryEngine _engine = new(new MemoryEngineOptions(), TimeProvider.System);
    private readonly EventBroker _broker;

    public TransformTargetTests() => _broker = new EventBroker(_engine, TimeProvider.System, NullLogger.Instance, static () => 0.5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_events_of_a_transformation_are_replies_in_order()
    {
        var contexts = new List<TransformContext>();
        var delivery = await DeliverAsync((input, context) =>
        {
            contexts.Add(context);
            return [input with { Id = "", Type = "a" }, input with { Id = "own", Type = "b" }];
        });
        Assert.Equal(DeliveryState.Delivered, delivery.State);
        Assert.Equal(["a", "b"], delivery.Replies.Select(reply => reply.Event.Event.Type));
        Assert.Equal((32, "own"), (delivery.Replies[0].Event.Event.Id.Length, delivery.Replies[1].Event.Event.Id));
        Assert.Equal(("t", 1, 1), (contexts[0].Trigger, contexts[0].Position, contexts[0].Attempt));
    }

    [Fact]
    public async Task No_event_drops_the_event()
    {
        var delivery = await DeliverAsync((_, _) => []);
        Assert.Equal((DeliveryState.Delivered, 0), (delivery.State, delivery.Replies.Count));
    }

    [Fact]
    public async Task A_failure_is_final_unless_it_may_pass()
    {
        var refused = await DeliverAsync((_, _) => throw new TransformException("no field a"));
        Assert.Equal((DeliveryState.GivenUp, "no field a"), (refused.State, Assert.Single(refused.Attempts).Reason));
        var passed = await DeliverAsync((_, context)
            => context.Attempt == 1 ? throw new TransformException("busy") { MayPass = true } : []);
        Assert.Equal((DeliveryState.Delivered, 2), (passed.State, passed.Attempts.Count));
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _engine.DisposeAsync();
    }

    private async Task<DeliveryTrace> DeliverAsync(Func<CloudEvent, TransformContext, IReadOnlyList<CloudEvent>> transform)
    {
        var target = new TransformTarget(new ScriptedTransform(transform));
        var policy = new DeliveryPolicy { Retry = 3, BackoffDelay = TimeSpan.FromMilliseconds(1) };
        var trigger = new TriggerModel("t", FilterConfig.OfType("t").Compile(), "x", policy);
        await _broker.ApplyAsync(new BrokerModel([trigger], new Dictionary<string, IEventTarget> { ["x"] = target }), Cancel);
        var stored = Assert.IsType<AppendResult.Stored>(await _broker.PublishAsync([TestEvents.Event()], EventOrigin.Http, Cancel));
        return Assert.Single(
            (await _broker.Journal.WaitForOutcomeAsync(stored.Events[0].Position, TimeSpan.FromSeconds(20), Cancel))!.Deliveries);
    }

    private sealed class ScriptedTransform(Func<CloudEvent, TransformContext, IReadOnlyList<CloudEvent>> transform) : IEventTransform
    {
        public ValueTask<IReadOnlyList<CloudEvent>> TransformAsync(CloudEvent input, TransformContext context,
            CancellationToken cancellationToken)
            => new(transform(input, context));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
