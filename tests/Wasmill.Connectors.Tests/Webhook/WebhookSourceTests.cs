using System.Net;
using System.Text;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Triggers;
using Wasmill.Connectors.Webhook;
using Wasmill.Connectors.Webhook.Attributes;
using Wasmill.Connectors.Webhook.Signatures;
using Wasmill.Events.Filters;

namespace Wasmill.Connectors.Tests.Webhook;

public sealed class WebhookSourceTests
{
    private const string GitHubSecret = "It's a Secret to Everybody";
    private const string GitHubSignature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_becomes_an_event_and_is_answered_once_it_is_stored()
    {
        await using var rig = await WebhookRig.StartAsync(WebhookRig.Settings());
        var answer = await rig.PostAsync("{\"name\": \"é\"}");
        Assert.Equal((HttpStatusCode.Accepted, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));
        var made = await rig.SingleAsync();
        Assert.Equal(("hook.called", "local.s", "application/json", "{\"name\": \"é\"}"),
            (made.Type, made.Source, made.DataContentType, Encoding.UTF8.GetString(made.Data.Span)));
        Assert.Equal(36, made.Id.Length);
        Assert.NotNull(made.Time);
        Assert.Equal(1, rig.Sources.Status!.Published);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task The_answer_is_the_one_that_was_asked_for(int status)
    {
        await using var rig = await WebhookRig.StartAsync(WebhookRig.Settings() with { Answer = status });
        Assert.Equal((HttpStatusCode)status, (await rig.PostAsync("{}")).StatusCode);
    }

    [Fact]
    public async Task A_GitHub_delivery_passes_by_its_signature_and_has_its_id_and_event()
    {
        await using var rig = await WebhookRig.StartAsync(WebhookRig.Settings("com.github.{header:X-GitHub-Event}") with
        {
            Signature = HmacScheme.OfGitHub(SignatureKeys.OfText(GitHubSecret)),
        });
        (string, string)[] headers = [("X-GitHub-Event", "push"), ("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958"),
            ("X-Hub-Signature-256", GitHubSignature), ("Content-Type", "text/plain")];
        Assert.Equal(HttpStatusCode.Accepted, (await rig.PostAsync("Hello, World!", headers)).StatusCode);
        var made = await rig.SingleAsync();
        Assert.Equal(("com.github.push", "72d3162e-cc78-11e3-81ab-4c9367dc0958"), (made.Type, made.Id));

        await AssertAsync(HttpStatusCode.Unauthorized, "the signature does not match", rig.PostAsync("Hello, World?", headers));
        await AssertAsync(HttpStatusCode.Unauthorized, "the header X-Hub-Signature-256 is missing", rig.PostAsync("Hello, World!"));
        await AssertAsync(HttpStatusCode.UnsupportedMediaType, "a signed request must not have a Content-Encoding",
            rig.PostAsync("Hello, World!", [.. headers, ("Content-Encoding", "gzip")]));
        await AssertAsync(HttpStatusCode.BadRequest, "the header X-GitHub-Delivery is missing, which the attribute id requires",
            rig.PostAsync("Hello, World!", [.. headers.Where(header => header.Item1 != "X-GitHub-Delivery")]));
        Assert.Single(await rig.Sources.EventsAsync());
    }

    [Fact]
    public async Task Attributes_come_from_text_headers_and_the_payload()
    {
        await using var rig = await WebhookRig.StartAsync(WebhookRig.Settings("order.{data:/kind}") with
        {
            Source = WebhookRig.Template("/shops/{header:X-Shop}"),
            Id = WebhookRig.Template("{data:/order/id}"),
            Subject = WebhookRig.Template("{data:/order/items/0/name}"),
            Time = WebhookRig.Template("{data:/at}"),
            Extensions = new Dictionary<string, AttributeTemplate>
            {
                ["region"] = WebhookRig.Template("{header:X-Region}"),
                ["tier"] = WebhookRig.Template("gold"),
                ["none"] = WebhookRig.Template("{data:/none}")
            },
        });
        const string Order =
            """{"kind": "paid", "order": {"id": 12345678901234567890, "items": [{"name": "pen"}]}, "at": "2026-01-05T12:00:00Z"}""";
        var answer = await rig.PostAsync(Order, ("X-Shop", "berlin"), ("X-Region", "eu"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var made = await rig.SingleAsync();
        Assert.Equal(
            ("order.paid", "/shops/berlin", "12345678901234567890", "pen", "2026-01-05T12:00:00Z", "eu", "gold", null),
            (made.Type, made.Source, made.Id, made.Subject, made.Time, made.GetAttribute("region"), made.GetAttribute("tier"),
                made.GetAttribute("none")));

        await AssertAsync(HttpStatusCode.BadRequest, "/kind in the payload is missing, which the attribute type requires",
            rig.PostAsync("[]", ("X-Shop", "berlin")));
        await AssertAsync(HttpStatusCode.BadRequest, "the attribute time is not a valid RFC 3339 time",
            rig.PostAsync("""{"kind": "paid", "order": {"id": 1}, "at": "yesterday"}""", ("X-Shop", "berlin")));
    }

    [Fact]
    public async Task Parts_of_the_request_become_extensions_without_its_credentials()
    {
        var parts = RequestParts.Path | RequestParts.Method | RequestParts.Host | RequestParts.Queries | RequestParts.Headers;
        await using var rig = await WebhookRig.StartAsync(WebhookRig.Settings() with { Parts = parts });
        await rig.SendAsync(HttpMethod.Post, "/deep?one=1&two=a&two=b&bad=%00", "{}", ("X-Some-Header", "value"),
            ("Authorization", "Bearer secret"), ("Cookie", "a=b"));
        var made = await rig.SingleAsync();
        Assert.Equal(("/sources/s/deep", "POST", "1", "a", "b", "value"), (made.GetAttribute("path"), made.GetAttribute("method"),
            made.GetAttribute("qone"), made.GetAttribute("qtwo0"), made.GetAttribute("qtwo1"), made.GetAttribute("hxsomeheader")));
        Assert.Null(made.GetAttribute("qbad"));
        Assert.StartsWith("127.0.0.1:", made.GetAttribute("host"), StringComparison.Ordinal);
        Assert.DoesNotContain(made.Extensions, extension => extension.Value.Contains("secret", StringComparison.Ordinal)
            || extension.Name.Contains("cookie", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CloudEvents_pass_as_they_are_when_that_is_asked_for()
    {
        await using var rig = await WebhookRig.StartAsync(WebhookRig.Settings() with { PassesCloudEvents = true });
        await rig.PostAsync("{}", ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/other"), ("ce-type", "binary"));
        await rig.PostAsync("""{"specversion": "1.0", "id": "2", "source": "/other", "type": "structured"}""",
            ("Content-Type", "application/cloudevents+json"));
        await rig.PostAsync("""[{"specversion": "1.0", "id": "3", "source": "/other", "type": "batch"}]""",
            ("Content-Type", "application/cloudevents-batch+json"));
        await rig.PostAsync("{}");
        Assert.Equal(["binary", "structured", "batch", "hook.called"], (await rig.Sources.EventsAsync()).Select(one => one.Type));
        await AssertAsync(HttpStatusCode.BadRequest, "the required attribute id is missing",
            rig.PostAsync("{}", ("ce-specversion", "1.0"), ("ce-source", "/other"), ("ce-type", "binary")));

        await using var mapped = await WebhookRig.StartAsync(WebhookRig.Settings());
        await mapped.PostAsync("{}", ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/other"), ("ce-type", "binary"));
        Assert.Equal("hook.called", (await mapped.SingleAsync()).Type);
    }

    [Fact]
    public async Task Basic_authentication_is_asked_for_by_the_header()
    {
        await using var rig = await WebhookRig.StartAsync(
            WebhookRig.Settings() with { Credentials = new BasicCredentials("ann", "pass:word") });
        var refused = await rig.PostAsync("{}");
        Assert.Equal((HttpStatusCode.Unauthorized, "Basic realm=\"wasmill\""),
            (refused.StatusCode, refused.Headers.WwwAuthenticate.ToString()));
        await AssertAsync(HttpStatusCode.Unauthorized, "the user name or password is wrong",
            rig.PostAsync("{}", ("Authorization", Basic("ann:other"))));
        await AssertAsync(HttpStatusCode.Unauthorized, "the user name or password is wrong",
            rig.PostAsync("{}", ("Authorization", "Basic ???")));
        Assert.Equal(HttpStatusCode.Accepted, (await rig.PostAsync("{}", ("Authorization", Basic("ann:pass:word")))).StatusCode);
    }

    [Fact]
    public async Task Methods_and_paths_that_are_not_taken_are_refused()
    {
        await using var rig = await WebhookRig.StartAsync(WebhookRig.Settings() with { Methods = ["POST", "PUT"], Path = "/github" });
        Assert.Equal(HttpStatusCode.Accepted, (await rig.SendAsync(HttpMethod.Put, "/github", "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await rig.SendAsync(HttpMethod.Post, "/github/below", "{}")).StatusCode);
        var get = await rig.SendAsync(HttpMethod.Get, "/github");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "POST, PUT"), (get.StatusCode, string.Join(", ", get.Content.Headers.Allow)));
        await AssertAsync(HttpStatusCode.NotFound, "the source \"s\" takes requests at /sources/s/github",
            rig.SendAsync(HttpMethod.Post, "", "{}"));
        Assert.Equal(HttpStatusCode.NotFound, (await rig.SendAsync(HttpMethod.Post, "/githubs", "{}")).StatusCode);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        await using var rig = await WebhookRig.StartAsync(WebhookRig.Settings() with { MaxBytes = 10 });
        Assert.Equal(HttpStatusCode.Accepted, (await rig.PostAsync("0123456789")).StatusCode);
        await AssertAsync(HttpStatusCode.RequestEntityTooLarge, "the request is larger than 10 bytes", rig.PostAsync("0123456789a"));
    }

    [Fact]
    public async Task A_page_of_the_allowed_origin_may_ask_first()
    {
        await using var rig = await WebhookRig.StartAsync(WebhookRig.Settings() with { AllowedOrigin = "https://shop.example" });
        var preflight = await rig.SendAsync(HttpMethod.Options, "", null, ("Origin", "https://shop.example"),
            ("Access-Control-Request-Headers", "content-type"));
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal(("https://shop.example", "POST", "content-type"), (One(preflight, "Access-Control-Allow-Origin"),
            One(preflight, "Access-Control-Allow-Methods"), One(preflight, "Access-Control-Allow-Headers")));
        Assert.Equal("https://shop.example", One(await rig.PostAsync("{}"), "Access-Control-Allow-Origin"));
        Assert.Single(await rig.Sources.EventsAsync());
    }

    [Fact]
    public async Task A_full_broker_tells_the_sender_when_to_come_again()
    {
        await using var rig = await WebhookRig.StartAsync(WebhookRig.Settings(), new MemoryEngineOptions { MaxEvents = 10 });
        var trigger = new TriggerModel("t", FilterConfig.OfType("*").Compile(), "x",
            new DeliveryPolicy { Timeout = TimeSpan.FromMinutes(5) });
        await rig.Sources.Broker.ApplyAsync(
            new BrokerModel([trigger], new Dictionary<string, IEventTarget> { ["x"] = new HangingTarget() }), Cancel);
        HttpResponseMessage answer;
        do
            answer = await rig.PostAsync("{}");
        while (answer.StatusCode == HttpStatusCode.Accepted);
        await AssertAsync(HttpStatusCode.ServiceUnavailable, "the broker is full; try again later", Task.FromResult(answer));
        Assert.True(answer.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(9, (await rig.Sources.EventsAsync()).Count);
    }

    private static string Basic(string text) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string One(HttpResponseMessage answer, string header) => Assert.Single(answer.Headers.GetValues(header));

    private static async Task AssertAsync(HttpStatusCode status, string line, Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        Assert.Equal((status, line + "\n"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));
    }

    private sealed class HangingTarget : IEventTarget
    {
        public async ValueTask<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new DeliveryResult { Verdict = DeliveryVerdict.Delivered };
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
