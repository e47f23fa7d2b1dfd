using Microsoft.AspNetCore.Http;
using Wasmill.Broker.Sources;
using Wasmill.Connectors.Webhook.Attributes;
using Wasmill.Connectors.Webhook.Signatures;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Settings;

namespace Wasmill.Connectors.Webhook;

/// <summary>
/// <c>WebhookSource</c>: makes events of requests. TriggerMesh's kind, extended with signatures, request attributes, and limits.
/// </summary>
internal sealed class WebhookSourceKind : SourceKind<WebhookSettings>
{
    private const string Username = "basicAuthUsername";
    private const string Password = "basicAuthPassword";
    private const string From = "eventExtensionAttributes.from";
    private const long MostBytes = 64 << 20;
    private const string Place = "; {header:NAME} and {data:/POINTER} insert parts of the request";

    private static readonly string[] PartNames = ["path", "method", "host", "queries", "headers"];

    /// <inheritdoc />
    public override string CommandName => "webhook";

    /// <inheritdoc />
    public override string ApiVersion => "sources.triggermesh.io/v1alpha1";

    /// <inheritdoc />
    public override string Kind => "WebhookSource";

    /// <inheritdoc />
    public override string Description => "makes an event of each HTTP request to /sources/NAME of the broker's address";

    /// <inheritdoc />
    public override bool TakesRequests => true;

    /// <inheritdoc />
    public override IReadOnlyList<SettingDefinition> Settings { get; } =
    [
        new("eventType", SettingType.Text, $"the events' type{Place}") { IsRequired = true },
        new("eventSource", SettingType.Text, $"the events' source{Place}") { Default = "local.NAME" },
        new("eventSubject", SettingType.Text, $"the events' subject{Place}"),
        new("eventId", SettingType.Text,
            $"the events' id{Place}") { Default = "the id of the signature's scheme, else a new one for each request" },
        new("eventTime", SettingType.Text, $"the events' time{Place}") { Default = "the time of the request" },
        new("extensions", SettingType.TextMap, $"extension attributes of the events{Place}"),
        new("eventExtensionAttributes", SettingType.Group, "parts of the request that become extension attributes, as TriggerMesh has them")
        {
            Settings = [new("from", SettingType.TextList, $"the parts: {Listed(PartNames)}")],
        },
        new("methods", SettingType.TextList, "the accepted methods") { Default = "POST" },
        new("path", SettingType.Text, "the accepted path below /sources/NAME, such as /github") { Default = "every path" },
        new("maxBytes", SettingType.WholeNumber, "maximum size of a body in bytes; the broker's own limit of 1 MiB applies too")
        {
            Minimum = 1,
            Maximum = MostBytes,
            Default = "1048576",
        },
        WebhookSignatureKeys.Group,
        new(Username, SettingType.Text, "user name that a sender must show by basic authentication"),
        new(Password, SettingType.Text, "password that a sender must show by basic authentication") { Secret = SecretRule.Value },
        new("corsAllowOrigin", SettingType.Text, "the origin whose web pages may send, or *"),
        new("passCloudEvents", SettingType.Boolean, "true to publish requests that are CloudEvents unchanged") { Default = "false" },
        new("answer", SettingType.Choice, "the status of the answer after the event is stored") { Choices = ["200", "202", "204"],
            Default = "202" },
    ];

    /// <inheritdoc />
    public override IReadOnlyList<ComponentExample> Examples { get; } =
    [
        new("take requests of a trusted sender", MapValue.Of(("eventType", "contact.created"))),
        new("take GitHub's webhooks",
            MapValue.Of(("eventType", "com.github.{header:X-GitHub-Event}"), ("eventSubject", "{data:/repository/full_name}"))
            .With("signature", WebhookSignatureKeys.Example("github", "github.secret")))
        {
            Name = "github",
        },
        new("take webhooks by the Standard Webhooks specification", MapValue.Of(("eventType", "{data:/type}"))
            .With("signature", WebhookSignatureKeys.Example("standard-webhooks", "hooks.secret"))),
    ];

    /// <inheritdoc />
    protected override WebhookSettings Read(SettingsReader settings)
    {
        var path = settings.Text("path") ?? "";
        if (path.Length > 0 && (!path.StartsWith('/') || path.EndsWith('/') || path.AsSpan().ContainsAny("?#%")))
            settings.Error("path", $"\"{path}\" is not a valid path; use one such as /github");
        return new WebhookSettings(
            Template(settings, "eventType", "type", settings.Text("eventType") ?? "none"),
            Template(settings, "eventSource", "source", settings.Text("eventSource") ?? $"local.{settings.Component}"))
        {
            Name = settings.Component,
            Subject = Template(settings, "eventSubject", "subject"),
            Id = ReadId(settings),
            Time = Template(settings, "eventTime", "time"),
            Extensions = ReadExtensions(settings),
            Parts = ReadParts(settings),
            Methods = ReadMethods(settings),
            Path = path,
            MaxBytes = settings.WholeNumber("maxBytes") ?? 1 << 20,
            Signature = WebhookSignatureKeys.Read(settings),
            Credentials = ReadCredentials(settings),
            AllowedOrigin = settings.Text("corsAllowOrigin"),
            PassesCloudEvents = settings.Boolean("passCloudEvents"),
            Answer = (int)(settings.WholeNumber("answer") ?? StatusCodes.Status202Accepted),
        };
    }

    /// <inheritdoc />
    protected override string AddressOf(WebhookSettings settings) => $"/sources/{settings.Name}{settings.Path}";

    /// <inheritdoc />
    protected override IEventSource Create(string name, WebhookSettings settings, ComponentEnvironment environment)
        => settings.Signature is UnreadableScheme unreadable
            ? throw new FlowException($"{Kind} {name}: {unreadable.Reason}")
            : new WebhookSource(settings);

    private static string Listed(IReadOnlyList<string> names) => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    private static AttributeTemplate? Template(SettingsReader settings, string path, string attribute)
        => settings.Text(path) is { } text ? Template(settings, path, attribute, text) : null;

    private static AttributeTemplate Template(SettingsReader settings, string path, string attribute, string text)
    {
        if (!AttributeTemplate.TryParse(text, out var template, out var problem))
        {
            settings.Error(path, $"{path}: {problem}");
            return AttributeTemplate.Empty;
        }

        AttributeSettings.Check(settings, path, attribute, template.Fixed);
        return template;
    }

    private static AttributeTemplate? ReadId(SettingsReader settings)
    {
        var id = Template(settings, "eventId", "id");
        // The broker would drop all events after the first as duplicates.
        if (id?.Fixed is not null && settings.Errors.All(error => error.Path != "eventId"))
            settings.Error("eventId", "eventId must be different for each event; use {header:NAME} or {data:/POINTER} in it");
        return id;
    }

    private static Dictionary<string, AttributeTemplate> ReadExtensions(SettingsReader settings)
    {
        var extensions = new Dictionary<string, AttributeTemplate>(StringComparer.Ordinal);
        foreach (var (name, text) in settings.TextMap("extensions"))
        {
            if (AttributeSettings.CheckName(settings, "extensions", name))
                extensions[name] = Template(settings, "extensions", name, text);
        }

        return extensions;
    }

    private static RequestParts ReadParts(SettingsReader settings)
    {
        var parts = RequestParts.None;
        foreach (var name in settings.Texts(From))
        {
            if (PartNames.Contains(name) && Enum.TryParse<RequestParts>(name, ignoreCase: true, out var part))
                parts |= part;
            else
                settings.Error(From, $"\"{name}\" is not a valid part of a request; use {Listed(PartNames)}");
        }

        return parts;
    }

    private static IReadOnlyList<string> ReadMethods(SettingsReader settings)
    {
        var methods = settings.Texts("methods");
        foreach (var method in methods.Where(method => method.Length == 0 || !method.All(char.IsAsciiLetterUpper)))
            settings.Error("methods", $"\"{method}\" is not a valid method; use one such as POST or PUT");
        return methods.Count > 0 ? methods : [HttpMethods.Post];
    }

    private static BasicCredentials? ReadCredentials(SettingsReader settings)
    {
        var (username, password) = (settings.Text(Username), settings.Text(Password));
        if (username is null != password is null)
            settings.Error(username is null ? Password : Username, $"{Username} and {Password} belong together; set both or neither");
        if (username?.Contains(':', StringComparison.Ordinal) == true)
            settings.Error(Username, $"{Username} must not contain a colon, which ends the name in basic authentication");
        return username is null || password is null ? null : new BasicCredentials(username, password);
    }
}
