using Wasmill.Broker.Sources;
using Wasmill.Connectors.Tests.Delivery;
using Wasmill.Connectors.Webhook;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Connectors.Tests.Kinds;

public sealed class WebhookSourceKindTests
{
    private static readonly WebhookSourceKind Webhook = new();

    [Theory]
    [InlineData("{eventType: contact.created}")]
    [InlineData("{eventType: t, eventSource: local.x, eventExtensionAttributes: {from: [path, method, host, queries, headers]}, "
        + "corsAllowOrigin: '*', basicAuthUsername: u, basicAuthPassword: p}")]
    [InlineData("{eventType: 'a.{header:X}', eventId: '{data:/id}', methods: [POST, PUT], path: /a/b, maxBytes: 65536, answer: "
        + "'204', passCloudEvents: true}")]
    [InlineData("{eventType: t, signature: {scheme: standard-webhooks, secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, tolerance: 10m}}")]
    [InlineData("{eventType: t, signature: {scheme: github, secret: s, previousSecret: t}}")]
    [InlineData("{eventType: t, signature: {scheme: hmac, secret: s, header: X-Sig, algorithm: sha512, encoding: base64, prefix: 'v='}}")]
    public async Task What_is_right_is_read_and_made(string spec)
        => await Create(ComponentDocument.Read(Webhook, spec)).DisposeAsync();

    [Theory]
    [InlineData("{}", "spec.eventType is missing: the events' type")]
    [InlineData("{eventType: '{x}'}", "eventType: \"{x}\" is not a valid attribute; use text with {header:NAME} or {data:/POINTER} in it")]
    [InlineData("{eventType: t, eventSource: 'a b'}", "eventSource is not valid: the attribute source ")]
    [InlineData("{eventType: t, eventId: always}", "eventId must be different for each event; use {header:NAME} or {data:/POINTER} in it")]
    [InlineData("{eventType: t, eventTime: yesterday}", "eventTime is not valid: the attribute time is not a valid RFC 3339 time")]
    [InlineData("{eventType: t, extensions: {Bad: x}}", "\"Bad\" is not a valid name of an extension attribute")]
    [InlineData("{eventType: t, eventExtensionAttributes: {from: [body]}}",
        "\"body\" is not a valid part of a request; use path, method, host, queries and headers")]
    [InlineData("{eventType: t, methods: [post]}", "\"post\" is not a valid method; use one such as POST or PUT")]
    [InlineData("{eventType: t, path: github}", "\"github\" is not a valid path; use one such as /github")]
    [InlineData("{eventType: t, maxBytes: 0}", "maxBytes must be a whole number from 1 to 67108864, not \"0\"")]
    [InlineData("{eventType: t, answer: '500'}", "answer must be 200, 202 or 204, not \"500\"")]
    [InlineData("{eventType: t, basicAuthUsername: u}", "basicAuthUsername and basicAuthPassword belong together; set both or neither")]
    [InlineData("{eventType: t, basicAuthUsername: 'u:v', basicAuthPassword: p}", "basicAuthUsername must not contain a colon")]
    [InlineData("{eventType: t, signature: {scheme: github}}",
        "signature.secret is missing; a signature requires signature.scheme and signature.secret")]
    [InlineData("{eventType: t, signature: {secret: s}}",
        "signature.scheme is missing; a signature requires signature.scheme and signature.secret")]
    [InlineData("{eventType: t, signature: {scheme: paypal, secret: s}}",
        "signature.scheme must be standard-webhooks, github, stripe or hmac, not \"paypal\"")]
    [InlineData("{eventType: t, signature: {scheme: hmac, secret: s}}",
        "signature.header is missing; use the name of the header with the signature")]
    [InlineData("{eventType: t, signature: {scheme: github, secret: s, header: X}}",
        "signature.header requires signature.scheme: hmac")]
    [InlineData("{eventType: t, signature: {scheme: github, secret: s, tolerance: 1m}}",
        "signature.tolerance is not valid with github, whose signatures have no timestamp")]
    [InlineData("{eventType: t, signature: {scheme: standard-webhooks, secret: '?'}}",
        "a secret of Standard Webhooks is base64, usually with the prefix whsec_")]
    public void What_is_wrong_is_told(string spec, string message)
        => Assert.StartsWith(message, Assert.Single(ComponentDocument.Errors(Webhook, spec)), StringComparison.Ordinal);

    [Fact]
    public async Task A_secret_of_another_form_in_a_file_is_found_when_the_source_is_made()
    {
        var config = ComponentDocument.Read(Webhook, "{eventType: t, signature: {scheme: standard-webhooks, secretFrom: {file: secret}}}");
        Assert.Single(config.Spec.Secrets());
        var resolved = config with { Spec = config.Spec.ReplaceSecrets((_, _) => new SecretValue(SecretSource.Inline, "not base64")) };
        Assert.Equal("WebhookSource c: a secret of Standard Webhooks is base64, usually with the prefix whsec_",
            Assert.Throws<FlowException>(() => Create(resolved)).Message);
        var right = config with
        {
            Spec = config.Spec.ReplaceSecrets((_, _)
            => new SecretValue(SecretSource.Inline, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        };
        await Create(right).DisposeAsync();
    }

    [Fact]
    public void Its_address_is_the_path_that_it_takes()
        => Assert.Equal("/sources/c/github",
            Webhook.AddressOf(new SettingsReader("c", MapValue.Of(("eventType", "t"), ("path", "/github")))));

    [Fact]
    public void Its_examples_are_valid()
        => Assert.All(Webhook.Examples, example => Assert.Empty(ComponentCheck.FindErrors(Webhook, "c", example.Settings)));

    private static IEventSource Create(ComponentConfig config) => Webhook.Create(config, FlowRig.Environment((_, _) => { }));
}
