using System.Globalization;
using System.Text;
using Wasmill.Broker.Sources;
using Wasmill.Connectors.Cron;
using Wasmill.Connectors.Tests.Delivery;
using Wasmill.Connectors.Tests.Sources;
using Wasmill.Events;
using Wasmill.Flows.Components;
using Wasmill.Flows.Settings;

namespace Wasmill.Connectors.Tests.Kinds;

public sealed class CronSourceKindTests
{
    private static readonly CronSourceKind Cron = new();
    private static readonly PingSourceKind Ping = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_makes_the_events_that_it_says()
    {
        var made = await TickAsync(Cron, """
            {schedule: '*/10 * * * * *', timezone: Europe/Berlin, eventType: t, eventSource: /s, eventSubject: sub, data: '{"a": 1}',
                extensions: {region: eu}}
            """);
        Assert.Equal(
            ("t", "/s", "sub", "application/json", "{\"a\": 1}", "eu", "c-2026-01-05T12:00:10Z"),
            (made.Type, made.Source, made.Subject, made.DataContentType, Encoding.UTF8.GetString(made.Data.Span),
                made.GetAttribute("region"), made.Id));
    }

    [Fact]
    public async Task What_is_not_given_has_its_default()
    {
        var made = await TickAsync(Cron, "{schedule: '*/10 * * * * *'}");
        Assert.Equal((CronSettings.DefaultType, "local.c", null, null, false),
            (made.Type, made.Source, made.Subject, made.DataContentType, made.HasData));
        Assert.Equal("text/plain", (await TickAsync(Cron, "{schedule: '*/10 * * * * *', data: hello}")).DataContentType);
        var binary = await TickAsync(Cron, "{schedule: '*/10 * * * * *', dataBase64: AAE=}");
        Assert.Equal(("application/octet-stream", 2), (binary.DataContentType, binary.Data.Length));
    }

    [Fact]
    public async Task Knatives_document_makes_Knatives_events()
    {
        var made = await TickAsync(Ping, """
            {schedule: '*/10 * * * * *', contentType: application/json, data: '{"message": "Hello world!"}',
                ceOverrides: {extensions: {extra: value}}, sink: {ref: {apiVersion: eventing.knative.dev/v1, kind: Broker, name: b}}}
            """);
        Assert.Equal(
            ("dev.knative.sources.ping", "/apis/v1/namespaces/default/pingsources/c", "application/json", "value"),
            (made.Type, made.Source, made.DataContentType, made.GetAttribute("extra")));
    }

    [Theory]
    [InlineData("{}", "spec.schedule is missing: five cron fields, six with seconds first, or a macro such as @hourly")]
    [InlineData("{schedule: never}",
        "\"never\" is not a valid schedule; use five cron fields, six with seconds first, or a macro such as @hourly: ")]
    [InlineData("{schedule: '@hourly', timezone: Mars}",
        "\"Mars\" is not a valid time zone; use an IANA name such as Europe/Berlin, or UTC")]
    [InlineData("{schedule: '@hourly', catchUp: some}", "catchUp must be none, one or all, not \"some\"")]
    [InlineData("{schedule: '@hourly', catchUpLimit: 5}", "catchUpLimit requires catchUp: all")]
    [InlineData("{schedule: '@hourly', catchUp: all, catchUpLimit: 0}", "catchUpLimit must be a whole number from 1 to 10080, not \"0\"")]
    [InlineData("{schedule: '@hourly', eventSource: 'a b'}", "eventSource is not valid: the attribute source ")]
    [InlineData("{schedule: '@hourly', extensions: {Bad: x}}", "\"Bad\" is not a valid name of an extension attribute")]
    [InlineData("{schedule: '@hourly', extensions: {id: x}}", "\"id\" is not a valid name of an extension attribute")]
    [InlineData("{schedule: '@hourly', data: x, dataBase64: AA==}", "data and dataBase64 exclude each other; remove one of them")]
    [InlineData("{schedule: '@hourly', dataBase64: '?'}", "dataBase64 is not base64")]
    [InlineData("{schedule: '@hourly', data: '{', contentType: application/json}",
        "the payload is not JSON, but contentType is application/json")]
    [InlineData("{schedule: '@hourly', contentType: nonsense}",
        "contentType is not valid: the attribute datacontenttype is not a valid media type")]
    public void What_is_wrong_is_told(string spec, string message)
        => Assert.StartsWith(message, Assert.Single(ComponentDocument.Errors(Cron, spec)), StringComparison.Ordinal);

    [Fact]
    public void Its_address_is_the_schedule()
        => Assert.Equal("0 9 * * MON (Europe/Berlin)",
            Cron.AddressOf(new SettingsReader("c", MapValue.Of(("schedule", "0 9 * * MON"), ("timezone", "Europe/Berlin")))));

    [Fact]
    public void Its_examples_are_valid()
    {
        foreach (var kind in (IComponentKind[])[Cron, Ping])
            Assert.All(kind.Examples, example => Assert.Empty(ComponentCheck.FindErrors(kind, "c", example.Settings)));
    }

    private static async Task<CloudEvent> TickAsync(ISourceKind kind, string spec)
    {
        var time = new StepTime(DateTimeOffset.Parse("2026-01-05T12:00:05Z", CultureInfo.InvariantCulture));
        await using var rig = new SourceRig(time, name: "c");
        var config = ComponentDocument.Read(kind, spec);
        await rig.StartAsync(() => kind.Create(config, FlowRig.Environment((_, _) => { })));
        await time.AdvanceToAsync(DateTimeOffset.Parse("2026-01-05T12:00:10Z", CultureInfo.InvariantCulture), Cancel);
        await rig.WaitAsync(status => status.Published == 1);
        return Assert.Single(await rig.EventsAsync());
    }
}
