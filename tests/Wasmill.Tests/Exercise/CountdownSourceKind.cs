using System.Globalization;
using Wasmill.Broker.Sources;
using Wasmill.Events;
using Wasmill.Flows.Components;
using Wasmill.Flows.Settings;

namespace Wasmill.Tests.Exercise;

/// <summary>A kind of source that counts down once, and goes on after a restart where it was.</summary>
internal sealed class CountdownSourceKind : SourceKind<CountdownSourceKind.Countdown>
{
    public override string ApiVersion => "exercise.wasmill.dev/v1";

    public override string Kind => "CountdownSource";

    public override string CommandName => "countdown";

    public override string Description => "a countdown, one event for each number";

    public override IReadOnlyList<SettingDefinition> Settings { get; } =
    [
        new("from", SettingType.WholeNumber, "the first number") { IsRequired = true, Minimum = 1, Maximum = 1_000 },
        new("labels", SettingType.TextMap, "extension attributes of the events"),
    ];

    public override IReadOnlyList<ComponentExample> Examples { get; } =
    [
        new("count down from three", MapValue.Of(("from", "3")).With("labels", MapValue.Of(("room", "blue")))),
    ];

    protected override Countdown Read(SettingsReader settings)
    {
        AttributeSettings.ReadExtensions(settings, "labels");
        return new Countdown((int)(settings.WholeNumber("from") ?? 1), settings.TextMap("labels"));
    }

    protected override string AddressOf(Countdown settings) => string.Create(CultureInfo.InvariantCulture, $"{settings.From} to 1");

    protected override IEventSource Create(string name, Countdown settings, ComponentEnvironment environment)
        => new CountdownSource(settings);

    internal sealed record Countdown(int From, IReadOnlyList<KeyValuePair<string, string>> Labels);

    private sealed class CountdownSource(Countdown settings) : IEventSource
    {
        public async Task RunAsync(SourceContext context, CancellationToken cancellationToken)
        {
            for (var next = int.Parse(context.Position.Read() ?? $"{settings.From}", CultureInfo.InvariantCulture); next > 0; next--)
            {
                var one = new CloudEvent
                {
                    Id = $"{next}",
                    Type = "countdown",
                    Source = $"/{context.Name}",
                    Extensions = [.. settings.Labels.Select(label => new ExtensionAttribute(label.Key, label.Value))],
                };
                await context.PublishAsync([one], cancellationToken);
                context.Position.Store($"{next - 1}");
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
