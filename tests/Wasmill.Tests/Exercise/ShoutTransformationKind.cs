using Wasmill.Broker.Transforms;
using Wasmill.Events;
using Wasmill.Flows.Components;
using Wasmill.Flows.Settings;

namespace Wasmill.Tests.Exercise;

/// <summary>A kind of transformation that changes the type of events.</summary>
internal sealed class ShoutTransformationKind : TransformationKind<ShoutTransformationKind.Shout>
{
    public override string ApiVersion => "exercise.wasmill.dev/v1";

    public override string Kind => "ShoutTransformation";

    public override string CommandName => "shout";

    public override string Description => "events in a louder type";

    public override IReadOnlyList<SettingDefinition> Settings { get; } =
    [
        new("ending", SettingType.Text, "text at the end of the type") { Default = "!" },
    ];

    public override IReadOnlyList<ComponentExample> Examples { get; } = [new("make events louder", MapValue.Of(("ending", ".loud")))];

    protected override Shout Read(SettingsReader settings) => new(settings.Text("ending") ?? "!");

    protected override string AddressOf(Shout settings) => $"*{settings.Ending}";

    protected override IEventTransform Create(string name, Shout settings, ComponentEnvironment environment)
        => new ShoutTransform(settings);

    internal sealed record Shout(string Ending);

    private sealed class ShoutTransform(Shout settings) : IEventTransform
    {
        public ValueTask<IReadOnlyList<CloudEvent>> TransformAsync(
            CloudEvent input, TransformContext context, CancellationToken cancellationToken)
            => ValueTask.FromResult<IReadOnlyList<CloudEvent>>([input with { Id = "", Type = input.Type + settings.Ending }]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
