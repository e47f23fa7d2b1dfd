using System.Security.Cryptography;
using System.Text;
using Wasmill.Broker.Targets;
using Wasmill.Events.Http;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Settings;
using Wasmill.Storage;

namespace Wasmill.Connectors.CloudEvents;

// Tested by: BuiltInKindsTests, TlsTests
/// <summary><c>CloudEventsTarget</c>: sends events to an HTTP endpoint, and publishes the events in its answers.</summary>
internal sealed class CloudEventsTargetKind : TargetKind<CloudEventsTargetSettings>
{
    private const string Address = "endpoint";
    private const string PriorKnowledge = "prior-knowledge";
    private const string Username = "credentials.basicAuth.username";
    private const string Password = "credentials.basicAuth.password";
    private const string Authorities = "tls.ca";
    private const string Certificate = "tls.certificate";
    private const string PrivateKey = "tls.key";
    private const string SkipVerify = "tls.insecureSkipVerify";

    /// <inheritdoc />
    public override string CommandName => "cloudevents";

    /// <inheritdoc />
    public override string ApiVersion => "targets.triggermesh.io/v1alpha1";

    /// <inheritdoc />
    public override string Kind => "CloudEventsTarget";

    /// <inheritdoc />
    public override string Description => "an HTTP endpoint that takes CloudEvents; events in its answers go back to the broker";

    /// <inheritdoc />
    public override AnswerRule Answers => AnswerRule.Possible;

    /// <inheritdoc />
    public override UriSettings ForUris { get; } = new(Address, Authorities);

    /// <inheritdoc />
    public override IReadOnlyList<SettingDefinition> Settings { get; } =
    [
        new(Address, SettingType.Text, "the URL that events are posted to, such as http://localhost:3000") { IsRequired = true },
        new("path", SettingType.Text, "a path that is added to the endpoint"),
        new("mode", SettingType.Choice, "the form of the events") { Choices = ["binary", "structured"], Default = "binary" },
        new("credentials", SettingType.Group, "credentials of the broker")
        {
            Settings =
            [
                new("basicAuth", SettingType.Group, "basic authentication")
                {
                    Settings =
                    [
                        new("username", SettingType.Text, "user name for basic authentication"),
                        new("password", SettingType.Text, "password for basic authentication") { Secret = SecretRule.Value },
                    ],
                },
            ],
        },
        new("http2", SettingType.Choice, $"{PriorKnowledge} to speak HTTP/2 from the first byte")
        {
            Choices = [PriorKnowledge],
            Default = "HTTP/1.1",
        },
        new("proxy", SettingType.Text, "a proxy, such as http://user:password@proxy:3128") { Secret = SecretRule.UserInfo },
        new("tls", SettingType.Group, "certificates for an https endpoint")
        {
            Settings =
            [
                new("ca", SettingType.Path, "a PEM file with authorities to trust in addition to the machine's own"),
                new("certificate", SettingType.Path, "a PEM file with the client certificate"),
                new("key", SettingType.Path, "a PEM file with the client certificate's key, if it is in another file"),
                new("insecureSkipVerify", SettingType.Boolean, "true to accept any certificate of the endpoint") { Default = "false" },
            ],
        },
    ];

    /// <inheritdoc />
    public override IReadOnlyList<ComponentExample> Examples { get; } =
    [
        new("send events to a program on this machine", MapValue.Of((Address, "http://localhost:3000"))),
        new("send events to a display", MapValue.Of((Address, "http://localhost:8089/"))) { Name = "display" },
    ];

    /// <inheritdoc />
    public override async ValueTask<string?> AdviseAsync(SettingsReader settings, CancellationToken cancellationToken)
        => Read(settings).Endpoint is { } endpoint ? (await Endpoint.ResolveAsync(endpoint, cancellationToken)).Note : null;

    /// <inheritdoc />
    protected override CloudEventsTargetSettings Read(SettingsReader settings)
    {
        var written = settings.Text(Address);
        var endpoint = written is null ? null : Endpoint.Parse(written, settings.Text("path"));
        if (written is not null && endpoint is null)
            settings.Error(
                Address, $"\"{SecretMask.HideUserInfo(written)}\" is not a valid http or https address; use {Suggest(written)}");
        if (endpoint?.UserInfo.Length > 0)
            settings.Error(
                Address,
                "an address must not contain a password, because addresses are displayed: "
                    + "put user and password into credentials.basicAuth of a CloudEventsTarget");

        // The value is not repeated, because it may contain a password.
        var proxy = settings.Text("proxy") is { } text ? ParseProxy(text) : null;
        if (proxy is null && settings.Has("proxy"))
            settings.Error("proxy", "the proxy must be an http, https or socks5 address such as http://proxy:3128");
        if (settings.Has(PrivateKey) && !settings.Has(Certificate))
            settings.Error(PrivateKey, $"a key requires its certificate; add {Certificate}");
        if (endpoint?.Scheme == "http" && Array.Find([Authorities, Certificate, SkipVerify], settings.Has) is { } key)
            settings.Error(key, $"{key} requires an https address, but the address is http");

        return new CloudEventsTargetSettings(endpoint)
        {
            Mode = settings.Text("mode") == "structured" ? ContentMode.Structured : ContentMode.Binary,
            Credentials = settings.Text(Username) is { } user ? $"{user}:{settings.Text(Password)}" : null,
            IsHttp2 = settings.Has("http2"),
            Proxy = proxy,
            Authorities = settings.Text(Authorities),
            Certificate = settings.Text(Certificate),
            PrivateKey = settings.Text(PrivateKey),
            SkipsVerification = settings.Boolean(SkipVerify),
        };
    }

    /// <inheritdoc />
    protected override string AddressOf(CloudEventsTargetSettings settings) => settings.Endpoint?.OriginalString ?? "";

    /// <inheritdoc />
    protected override async ValueTask<IEventTarget> CreateAsync(
        string name, CloudEventsTargetSettings settings, ComponentEnvironment environment, CancellationToken cancellationToken)
    {
        var (address, note) = await Endpoint.ResolveAsync(settings.Endpoint!, cancellationToken);
        if (note is not null)
            environment.Logs.CreateLogger(name).EndpointNoted(note);
        return new CloudEventsTarget(
            new HttpTargetOptions(address)
            {
                Mode = settings.Mode,
                Credentials = settings.Credentials,
                IsHttp2 = settings.IsHttp2,
                Proxy = settings.Proxy,
                Tls = LoadTls(name, settings, environment),
                Broker = BrokerId(environment.StateFolder),
            },
            environment.Time);
    }

    // "localhost:3000" only lacks its scheme.
    private static string Suggest(string written)
        => !written.Contains("//", StringComparison.Ordinal) && Endpoint.Parse($"http://{written}", null) is { UserInfo.Length: 0 }
            ? $"http://{written}"
            : "one such as http://localhost:3000";

    // The path of its folder identifies a broker, but is nobody else's business. Eight digits tell the brokers of one receiver apart.
    private static string BrokerId(string stateFolder)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stateFolder)).AsSpan(0, 4));

    private static Uri? ParseProxy(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" or "socks5"
            && address.Host.Length > 0
            ? address
            : null;

    private TlsMaterial? LoadTls(string name, CloudEventsTargetSettings settings, ComponentEnvironment environment)
    {
        if (settings.SkipsVerification)
            environment.Logs.CreateLogger(name).CertificateNotChecked(settings.Endpoint!.OriginalString, SkipVerify);

        var (authorities, certificate, key) = (PathOf(settings.Authorities), PathOf(settings.Certificate), PathOf(settings.PrivateKey));
        if (!settings.SkipsVerification && authorities is null && certificate is null)
            return null;
        try
        {
            return TlsMaterial.Load(authorities, certificate, key, settings.SkipsVerification);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new FlowException($"{Kind} {name}: its certificates cannot be read: {IoReason.Sentence(error)}", error);
        }

        string? PathOf(string? text) => text is null || TlsMaterial.IsPem(text) ? text : environment.PathOf(text);
    }
}
