using System.Net;
using System.Security.Cryptography;
using System.Text;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.Connectors;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Server.Tests;

/// <summary>Sources in a broker that is served: their requests, their states, their metrics.</summary>
public sealed class SourceTests
{
    private static readonly FlowEditor Editor = new(BuiltInKinds.ForEditing);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_takes_requests_as_soon_as_it_is_created_and_until_it_is_deleted()
    {
        await using var broker = await RunningBroker.StartAsync();
        await AssertAsync(HttpStatusCode.NotFound, "the source \"hook\" does not exist, or takes no requests\n",
            PostAsync(broker, "sources/hook"));
        await AddAsync(broker, "hook", "WebhookSource", ("eventType", "hook.called"));
        await AssertAsync(HttpStatusCode.Accepted, "", PostAsync(broker, "sources/hook"));
        await AssertAsync(HttpStatusCode.Accepted, "", PostAsync(broker, "sources/hook/below"));
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(broker, "sources/")).StatusCode);

        var source = await StatusAsync(broker, "hook");
        Assert.Equal(("running", "webhooksource", "/sources/hook", $"{broker.Http.BaseAddress}sources/hook", 2),
            (source.State, source.Kind, source.Address, source.Url, source.Published));
        Assert.NotNull(source.LastEvent);
        var metrics = await broker.Http.GetStringAsync("metrics", Cancel);
        Assert.Contains("wasmill_source_events_total{source=\"hook\"} 2\n", metrics, StringComparison.Ordinal);
        Assert.Contains("wasmill_source_running{source=\"hook\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("wasmill_origin_events_total{origin=\"source\"} 2\n", metrics, StringComparison.Ordinal);

        await EditAsync(broker, text => Editor.RemoveComponent(text, "hook", ComponentRole.Source));
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(broker, "sources/hook")).StatusCode);
    }

    [Fact]
    public async Task A_full_broker_answers_503_and_stays_healthy()
    {
        await using var broker = await RunningBroker.StartAsync(options
            => options with { Memory = new MemoryEngineOptions { MaxEvents = 10 } });
        await broker.DeliverToAsync("http://127.0.0.1:1/", Cancel);
        await AddAsync(broker, "hook", "WebhookSource", ("eventType", "hook.called"));
        HttpResponseMessage answer;
        do
            answer = await PostAsync(broker, "sources/hook");
        while (answer.StatusCode == HttpStatusCode.Accepted);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal("ok\n", await broker.Http.GetStringAsync("healthz", Cancel));
        Assert.Equal(9, (await StatusAsync(broker, "hook")).Published);
    }

    [Fact]
    public async Task A_webhook_without_authentication_of_its_own_asks_for_the_credentials_of_the_ingest()
    {
        await using var broker = await RunningBroker.StartAsync();
        await AddAsync(broker, "open", "WebhookSource", ("eventType", "hook.called"));
        await AddAsync(broker, "signed", "WebhookSource", ("eventType", "hook.called"), ("signature.scheme", "hmac"),
            ("signature.header", "X-Sig"), ("signature.secret", "k"));
        var token = broker.Folder.Credentials.Add("one", isBasic: false, DateTimeOffset.UnixEpoch);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await PostAsync(broker, "sources/open")).StatusCode != HttpStatusCode.Unauthorized)
            await Task.Delay(10, limit.Token);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(broker, "sources/open", ("Authorization", $"Bearer {token}"))).StatusCode);

        await AssertAsync(HttpStatusCode.Unauthorized, "the header X-Sig is missing\n", PostAsync(broker, "sources/signed"));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData("k"u8, "{}"u8));
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(broker, "sources/signed", ("X-Sig", signature))).StatusCode);
    }

    [Fact]
    public async Task A_source_whose_secret_is_missing_at_the_start_waits_and_the_rest_of_the_broker_runs()
    {
        await using var broker = await RunningBroker.StartAsync();
        var secret = Path.Combine(broker.Folder.Path, "secret");
        await File.WriteAllTextAsync(secret, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Cancel);
        await EditAsync(broker, text => Editor.AddComponent(text,
            Source("hook", "WebhookSource", MapValue.Of(("eventType", "t"), ("signature.scheme", "standard-webhooks"))
            .With("signature.secret", new SecretValue(SecretSource.File, secret)))));
        Assert.Equal("running", (await StatusAsync(broker, "hook")).State);
        await broker.StopAsync();
        File.Delete(secret);
        await broker.RestartAsync();

        var waiting = await StatusAsync(broker, "hook");
        Assert.Equal("waiting", waiting.State);
        Assert.Contains("does not exist", waiting.Reason, StringComparison.Ordinal);
        await AssertAsync(HttpStatusCode.ServiceUnavailable, "the source \"hook\" is not running; try again later\n",
            PostAsync(broker, "sources/hook"));
        Assert.Equal("ok\n", await broker.Http.GetStringAsync("healthz", Cancel));
        Assert.Equal("ok\n", await broker.Http.GetStringAsync("readyz", Cancel));

        // It goes on by itself once the file is there.
        await File.WriteAllTextAsync(secret, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Cancel);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await StatusAsync(broker, "hook")).State != "running")
            await Task.Delay(50, limit.Token);
    }

    [Fact]
    public async Task A_source_that_cannot_be_made_is_refused_by_an_edit_and_nothing_has_changed()
    {
        await using var broker = await RunningBroker.StartAsync();
        var secret = Path.Combine(broker.Folder.Path, "secret");
        await File.WriteAllTextAsync(secret, "not base64!", Cancel);
        var error = await Assert.ThrowsAnyAsync<Exception>(()
            => EditAsync(broker, text => Editor.AddComponent(text, Source("hook", "WebhookSource", MapValue
            .Of(("eventType", "t"), ("signature.scheme", "standard-webhooks")).With("signature.secret",
                new SecretValue(SecretSource.File, secret))))));
        Assert.Contains("a secret of Standard Webhooks is base64", error.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(broker, "sources/hook")).StatusCode);
    }

    [Fact]
    public async Task A_cron_source_says_when_its_next_tick_is_and_its_position_goes_with_it()
    {
        await using var broker = await RunningBroker.StartAsync();
        await AddAsync(broker, "clock", "CronSource", ("schedule", "0 0 1 1 *"));
        var source = await StatusAsync(broker, "clock");
        Assert.Equal(("running", "0 0 1 1 * (UTC)", null), (source.State, source.Address, source.Url));
        var positions = Path.Combine(broker.Folder.StateFolder, "sources");
        Assert.Single(Directory.GetFiles(positions));
        await EditAsync(broker, text => Editor.RemoveComponent(text, "clock", ComponentRole.Source));
        Assert.Empty(Directory.GetFiles(positions));
    }

    private static ComponentConfig Source(string name, string kind, MapValue settings)
        => new(name, kind, settings) { Role = ComponentRole.Source };

    private static Task AddAsync(RunningBroker broker, string name, string kind, params (string Path, string Text)[] settings)
        => EditAsync(broker, text => Editor.AddComponent(text, Source(name, kind, settings.Aggregate(MapValue.Empty, (map, one) => map.With(
            one.Path, one.Path.EndsWith("secret", StringComparison.Ordinal) ? new SecretValue(SecretSource.Inline, one.Text)
                : new ScalarValue(one.Text))))));

    private static Task EditAsync(RunningBroker broker, Func<FlowText, FlowText> edit) => FlowEdits.ApplyAsync(broker.Folder, edit, Cancel);

    private static async Task<SourceDto> StatusAsync(RunningBroker broker, string name)
        => (await broker.Connect().GetStatusAsync(Cancel)).Sources.Single(source => source.Name == name);

    private static async Task<HttpResponseMessage> PostAsync(RunningBroker broker, string path,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            path)
        { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await broker.Http.SendAsync(request, Cancel);
    }

    private static async Task AssertAsync(HttpStatusCode status, string body, Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        Assert.Equal((status, body), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));
    }
}
