using System.Threading.Channels;
using Wasmill.Broker.Targets;
using Wasmill.Events;
using Wasmill.Flows.Components;
using Wasmill.Flows.Settings;

namespace Wasmill.Tests.Exercise;

/// <summary>A kind of target that keeps its events for the test.</summary>
internal sealed class CollectTargetKind : TargetKind<CollectTargetKind.Collection>
{
    public Channel<CloudEvent> Events { get; } = Channel.CreateUnbounded<CloudEvent>();

    public override string ApiVersion => "exercise.wasmill.dev/v1";

    public override string Kind => "CollectTarget";

    public override string CommandName => "collect";

    public override string Description => "a collection in memory";

    public override IReadOnlyList<SettingDefinition> Settings { get; } =
    [
        new("shelf", SettingType.Text, "the name of the shelf") { IsRequired = true },
        new("key", SettingType.Text, "the key of the shelf") { Secret = SecretRule.Value },
    ];

    public override IReadOnlyList<ComponentExample> Examples { get; } =
    [
        new("keep events on a shelf", MapValue.Of(("shelf", "top")).With("key", new SecretValue(SecretSource.Environment, "SHELF_KEY"))),
    ];

    protected override Collection Read(SettingsReader settings)
    {
        if (settings.Text("shelf") == "cellar")
            settings.Error("shelf", "\"cellar\" is not a valid shelf; use one above the ground");
        return new Collection(settings.Text("shelf") ?? "");
    }

    protected override string AddressOf(Collection settings) => $"shelf {settings.Shelf}";

    protected override ValueTask<IEventTarget> CreateAsync(
        string name, Collection settings, ComponentEnvironment environment, CancellationToken cancellationToken)
        => ValueTask.FromResult<IEventTarget>(new CollectTarget(Events.Writer));

    internal sealed record Collection(string Shelf);

    private sealed class CollectTarget(ChannelWriter<CloudEvent> events) : IEventTarget
    {
        public ValueTask<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
        {
            events.TryWrite(attempt.Event.Event);
            return ValueTask.FromResult(new DeliveryResult { Verdict = DeliveryVerdict.Delivered });
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
