using System.Security.Cryptography;
using Wasmill.Broker.Targets;
using Wasmill.Events.Http;
using Wasmill.Flows.Files;
using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;

namespace Wasmill.Connectors.CloudEvents;

/// <summary><c>CloudEventsTarget</c>: sends events to an HTTP endpoint, and takes its answers as replies.</summary>
public sealed class CloudEventsTargetKind : ITargetKind
{
    private const string PriorKnowledge = "prior-knowledge";
    private const string Password = "credentials.basicAuth.password";
    private const string Authorities = "tls.ca";
    private const string Certificate = "tls.certificate";
    private const string PrivateKey = "tls.key";
    private const string SkipVerify = "tls.insecureSkipVerify";

    /// <inheritdoc />
    public string CommandName => "cloudevents";

    /// <inheritdoc />
    public string ApiVersion => "targets.triggermesh.io/v1alpha1";

    /// <inheritdoc />
    public string Kind => "CloudEventsTarget";

    /// <inheritdoc />
    public string Description => "an HTTP endpoint that takes CloudEvents; events in its answers go back to the broker";

    /// <inheritdoc />
    public IReadOnlyList<SpecKey> Keys { get; } =
    [
        new("endpoint", "where events are sent, such as http://localhost:3000", IsRequired: true),
        new("path", "a path that is added to the endpoint"),
        new("mode", "binary (default) or structured"),
        new("credentials.basicAuth.username", "user name for basic authentication"),
        new(Password, "password for basic authentication") { Secret = SecretRule.Value },
        new("http2", $"{PriorKnowledge} to speak HTTP/2 from the first byte; HTTP/1.1 when it is not given"),
        new("proxy", "a proxy, such as http://user:password@proxy:3128") { Secret = SecretRule.UserInfo },
        new(Authorities, "a PEM file with authorities to trust besides the machine's own") { IsPath = true },
        new(Certificate, "a PEM file with the client certificate") { IsPath = true },
        new(PrivateKey, "a PEM file with its key, when that is another file") { IsPath = true },
        new(SkipVerify, "true to take any certificate of the endpoint"),
    ];

    /// <inheritdoc />
    public IEnumerable<(string Key, string Message)> Validate(TargetConfig config)
    {
        var spec = config.Spec;
        var address = spec.TryGetValue("endpoint", out var endpoint) ? Endpoint.Parse(endpoint, null) : null;
        if (endpoint is not null && address is null)
            yield return ("endpoint", $"\"{SecretMask.HideUserInfo(endpoint)}\" is not an http or https address such as http://localhost:3000");
        if (address?.UserInfo.Length > 0)
            yield return ("endpoint", "an address with a password would be shown to everybody: put user and password into credentials.basicAuth of a CloudEventsTarget");
        if (spec.TryGetValue("mode", out var mode) && mode is not ("binary" or "structured"))
            yield return ("mode", $"the mode must be binary or structured, not \"{mode}\"");
        if (spec.TryGetValue("http2", out var http2) && http2 != PriorKnowledge)
            yield return ("http2", $"http2 must be {PriorKnowledge}, not \"{http2}\"");
        // The value is not repeated: it may hold a password.
        if (spec.TryGetValue("proxy", out var proxy) && ParseProxy(proxy) is null)
            yield return ("proxy", "the proxy must be an http, https or socks5 address such as http://proxy:3128");
        if (spec.TryGetValue(SkipVerify, out var skip) && skip is not ("true" or "false"))
            yield return (SkipVerify, $"{SkipVerify} must be true or false, not \"{skip}\"");
        if (spec.ContainsKey(PrivateKey) && !spec.ContainsKey(Certificate))
            yield return (PrivateKey, $"a key is of no use without its certificate: add {Certificate}");
        if (address?.Scheme == "http" && Array.Find([Authorities, Certificate, SkipVerify], spec.ContainsKey) is { } key)
            yield return (key, $"{key} is for https, but the address is http");
    }

    /// <inheritdoc />
    public async ValueTask<IEventTarget> CreateAsync(TargetConfig config, TargetEnvironment environment, CancellationToken cancellationToken)
    {
        var spec = config.Spec;
        var endpoint = Endpoint.Parse(spec["endpoint"], spec.GetValueOrDefault("path"))!;
        var (address, note) = await Endpoint.ResolveAsync(endpoint, cancellationToken);
        if (note is not null)
            environment.Log(config.Name, note);
        var user = spec.GetValueOrDefault("credentials.basicAuth.username");
        return new CloudEventsTarget(
            new HttpTargetOptions(address)
            {
                Mode = spec.GetValueOrDefault("mode") == "structured" ? ContentMode.Structured : ContentMode.Binary,
                Credentials = user is null ? null : $"{user}:{spec.GetValueOrDefault(Password)}",
                IsHttp2 = spec.ContainsKey("http2"),
                Proxy = spec.TryGetValue("proxy", out var proxy) ? ParseProxy(proxy) : null,
                Tls = LoadTls(config, environment),
            },
            environment.Time);
    }

    private static Uri? ParseProxy(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "socks5" && address.Host.Length > 0 ? address : null;

    private TlsMaterial? LoadTls(TargetConfig config, TargetEnvironment environment)
    {
        var skips = config.Spec.GetValueOrDefault(SkipVerify) == "true";
        if (skips)
            environment.Log(config.Name, $"warning: the certificate of {config.Spec["endpoint"]} is not checked ({SkipVerify}): anybody on the way can read and change events");
        var (authorities, certificate, key) = (PathOf(Authorities), PathOf(Certificate), PathOf(PrivateKey));
        if (!skips && authorities is null && certificate is null)
            return null;
        try
        {
            return TlsMaterial.Load(authorities, certificate, key, skips);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new FlowException($"{Kind} {config.Name}: its certificates cannot be read: {error.Message}", error);
        }

        string? PathOf(string name)
            => !config.Spec.TryGetValue(name, out var text) ? null : TlsMaterial.IsPem(text) ? text : Path.GetFullPath(Path.Combine(environment.BaseFolder, text));
    }
}
