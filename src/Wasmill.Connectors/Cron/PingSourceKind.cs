using Wasmill.Broker.Sources;
using Wasmill.Flows.Components;
using Wasmill.Flows.Settings;

namespace Wasmill.Connectors.Cron;

// Tested by: CronSourceKindTests
/// <summary>
/// Knative's <c>PingSource</c> (<c>sources.knative.dev/v1</c>): a cron source with Knative's event type. As in Knative, missed ticks are
/// skipped.
/// </summary>
internal sealed class PingSourceKind : SourceKind<CronSettings>
{
    private const string EventType = "dev.knative.sources.ping";
    private const string EveryMinute = "* * * * *";
    private const string Extensions = "ceOverrides.extensions";

    /// <inheritdoc />
    public override string CommandName => "ping";

    /// <inheritdoc />
    public override string ApiVersion => "sources.knative.dev/v1";

    /// <inheritdoc />
    public override string Kind => "PingSource";

    /// <inheritdoc />
    public override string Description => $"sends an event of the type {EventType} by a cron schedule, as Knative's PingSource";

    /// <inheritdoc />
    public override IReadOnlyList<SettingDefinition> Settings { get; } =
    [
        new(CronKeys.Schedule, SettingType.Text,
            "five cron fields, six with seconds first, or a macro such as @hourly") { Default = EveryMinute },
        new(CronKeys.TimeZone, SettingType.Text, "the schedule's time zone, such as Europe/Berlin") { Default = "UTC" },
        new(CronKeys.ContentType, SettingType.Text, "the payload's media type"),
        new(CronKeys.Data, SettingType.Text, "the events' payload"),
        new(CronKeys.DataBase64, SettingType.Text, "the events' payload in base64"),
        new("ceOverrides", SettingType.Group, "additions to the events")
        {
            Settings = [new("extensions", SettingType.TextMap, "extension attributes of the events")],
        },
    ];

    /// <inheritdoc />
    public override IReadOnlyList<ComponentExample> Examples { get; } =
    [
        new("send an event every minute", MapValue.Of(
            (CronKeys.Schedule, EveryMinute), (CronKeys.ContentType, "application/json"),
                (CronKeys.Data, "{\"message\": \"Hello world!\"}"))),
    ];

    /// <inheritdoc />
    protected override CronSettings Read(SettingsReader settings)
        => new(CronKeys.ReadSchedule(settings, settings.Text(CronKeys.Schedule) ?? EveryMinute),
            $"/apis/v1/namespaces/default/pingsources/{settings.Component}")
        {
            Type = EventType,
            TimeZone = CronKeys.ReadZone(settings),
            CatchUp = CatchUp.None,
            Data = CronKeys.ReadData(settings),
            ContentType = settings.Text(CronKeys.ContentType),
            Extensions = AttributeSettings.ReadExtensions(settings, Extensions),
        };

    /// <inheritdoc />
    protected override string AddressOf(CronSettings settings) => $"{settings.Schedule} ({settings.TimeZone})";

    /// <inheritdoc />
    protected override IEventSource Create(string name, CronSettings settings, ComponentEnvironment environment)
        => new CronSource(settings);
}
