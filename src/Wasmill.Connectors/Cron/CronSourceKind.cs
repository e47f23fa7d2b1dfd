using Wasmill.Broker.Sources;
using Wasmill.Flows.Components;
using Wasmill.Flows.Settings;

namespace Wasmill.Connectors.Cron;

/// <summary>
/// <c>CronSource</c>: sends an event on a schedule. It is Wasmill's own kind because Knative's PingSource has no settings for the events'
/// type, source and subject, nor for missed ticks;
/// common keys have the names of PingSource.
/// </summary>
internal sealed class CronSourceKind : SourceKind<CronSettings>
{
    /// <inheritdoc />
    public override string CommandName => "cron";

    /// <inheritdoc />
    public override string ApiVersion => "wasmill.dev/v1alpha1";

    /// <inheritdoc />
    public override string Kind => "CronSource";

    /// <inheritdoc />
    public override string Description => "sends an event by a cron schedule";

    /// <inheritdoc />
    public override IReadOnlyList<SettingDefinition> Settings { get; } =
    [
        new(CronKeys.Schedule, SettingType.Text,
            "five cron fields, six with seconds first, or a macro such as @hourly") { IsRequired = true },
        new(CronKeys.TimeZone, SettingType.Text, "the schedule's time zone, such as Europe/Berlin") { Default = "UTC" },
        new("catchUp", SettingType.Choice,
            "policy for ticks missed while the broker was stopped: send none, the last one, or all of them")
        {
            Choices = ["none", "one", "all"],
            Default = "one",
        },
        new("catchUpLimit", SettingType.WholeNumber, "maximum number of missed ticks that catchUp: all sends, the latest ones")
        {
            Minimum = 1,
            Maximum = CronSettings.MostCatchUp,
            Default = FormattableString.Invariant($"{CronSettings.DefaultCatchUpLimit}"),
        },
        new("eventType", SettingType.Text, "the events' type") { Default = CronSettings.DefaultType },
        new("eventSource", SettingType.Text, "the events' source") { Default = "local.NAME" },
        new("eventSubject", SettingType.Text, "the events' subject"),
        new(CronKeys.Data, SettingType.Text, "the events' payload"),
        new(CronKeys.DataBase64, SettingType.Text, "the events' payload in base64"),
        new(CronKeys.ContentType, SettingType.Text, "the payload's media type")
        {
            Default = "application/json for a JSON object or array, text/plain for other data, application/octet-stream for dataBase64",
        },
        new("extensions", SettingType.TextMap, "extension attributes of the events"),
    ];

    /// <inheritdoc />
    public override IReadOnlyList<ComponentExample> Examples { get; } =
    [
        new("send an event every hour", MapValue.Of((CronKeys.Schedule, "@hourly"))),
        new("start a report on working days", MapValue.Of(
            (CronKeys.Schedule, "0 9 * * MON-FRI"), (CronKeys.TimeZone, "Europe/Berlin"), ("eventType", "report.due"),
                (CronKeys.Data, "{\"report\": \"daily\"}"))),
        new("send every missed event after a stop",
            MapValue.Of((CronKeys.Schedule, "*/10 * * * *"), ("catchUp", "all"), ("catchUpLimit", "1000"))),
    ];

    /// <inheritdoc />
    protected override CronSettings Read(SettingsReader settings)
    {
        var (type, source) = (settings.Text("eventType") ?? CronSettings.DefaultType,
            settings.Text("eventSource") ?? $"local.{settings.Component}");
        AttributeSettings.Check(settings, "eventType", "type", type);
        AttributeSettings.Check(settings, "eventSource", "source", source);
        AttributeSettings.Check(settings, "eventSubject", "subject", settings.Text("eventSubject"));
        var catchUp = settings.Text("catchUp") switch
        {
            "none" => CatchUp.None,
            "all" => CatchUp.All,
            _ => CatchUp.One,
        };
        if (catchUp != CatchUp.All && settings.Has("catchUpLimit"))
            settings.Error("catchUpLimit", "catchUpLimit requires catchUp: all");
        var payload = CronKeys.ReadData(settings);
        return new CronSettings(CronKeys.ReadSchedule(settings, settings.Text(CronKeys.Schedule)), source)
        {
            Type = type,
            TimeZone = CronKeys.ReadZone(settings),
            Subject = settings.Text("eventSubject"),
            CatchUp = catchUp,
            CatchUpLimit = (int)(settings.WholeNumber("catchUpLimit") ?? CronSettings.DefaultCatchUpLimit),
            Data = payload,
            ContentType = settings.Text(CronKeys.ContentType) ?? CronKeys.GuessType(settings, payload),
            Extensions = AttributeSettings.ReadExtensions(settings, "extensions"),
        };
    }

    /// <inheritdoc />
    protected override string AddressOf(CronSettings settings) => $"{settings.Schedule} ({settings.TimeZone})";

    /// <inheritdoc />
    protected override IEventSource Create(string name, CronSettings settings, ComponentEnvironment environment)
        => new CronSource(settings);
}
