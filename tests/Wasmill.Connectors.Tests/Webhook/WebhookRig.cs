using Microsoft.AspNetCore.Http;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Sources;
using Wasmill.Connectors.Tests.Sources;
using Wasmill.Connectors.Webhook;
using Wasmill.Connectors.Webhook.Attributes;
using Wasmill.Events;
using Wasmill.Web;

namespace Wasmill.Connectors.Tests.Webhook;

/// <summary>A webhook source named <c>s</c> of a broker, behind a server.</summary>
internal sealed class WebhookRig : IAsyncDisposable
{
    private readonly HttpClient _client = new();
    private WebServer? _server;

    private WebhookRig(MemoryEngineOptions? options) => Sources = new SourceRig(TimeProvider.System, options);

    public SourceRig Sources { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static AttributeTemplate Template(string text)
    {
        Assert.True(AttributeTemplate.TryParse(text, out var template, out var problem), problem);
        return template;
    }

    public static WebhookSettings Settings(string type = "hook.called") => new(Template(type), Template("local.s"));

    public static async Task<WebhookRig> StartAsync(WebhookSettings settings, MemoryEngineOptions? options = null)
    {
        var rig = new WebhookRig(options);
        await rig.Sources.StartAsync(() => new WebhookSource(settings));
        // A request may come before the source runs; here it does not.
        await rig.Sources.WaitAsync(status => status.State == SourceState.Running);
        rig._server = await WebServer.StartAsync("127.0.0.1:0", 1 << 20, rig.AnswerAsync, Cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await rig.SendAsync(HttpMethod.Get, "/probe-of-the-rig")).StatusCode == System.Net.HttpStatusCode.ServiceUnavailable)
            await Task.Delay(5, limit.Token);
        return rig;
    }

    public Task<HttpResponseMessage> PostAsync(string body, params (string Name, string Value)[] headers)
        => SendAsync(HttpMethod.Post, "", body, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"{_server!.Address}/sources/s{path}")
        {
            Content = body is null ? null
            : new StringContent(body)
        };
        if (request.Content is not null)
            request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await _client.SendAsync(request, Cancel);
    }

    public async Task<CloudEvent> SingleAsync() => Assert.Single(await Sources.EventsAsync());

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        await Sources.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!["/sources/s".Length..];
        if (Sources.Source is IRequestSource source)
            return source.HandleAsync(context, path);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }
}
