using System.Text;
using Microsoft.AspNetCore.Http;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;
using Wasmill.Connectors.CloudEvents;
using Wasmill.Events;
using Wasmill.Events.Http;
using Wasmill.Web;

namespace Wasmill.Connectors.Tests.CloudEvents;

public sealed class CloudEventsTargetTests
{
    private static readonly CloudEvent Event = new()
    {
        Id = "1",
        Source = "/s",
        Type = "a b",
        HasData = true,
        DataContentType = "application/json",
        Data = "{ }"u8.ToArray(),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, DeliveryVerdict.Delivered)]
    [InlineData(201, DeliveryVerdict.Delivered)]
    [InlineData(202, DeliveryVerdict.Delivered)]
    [InlineData(204, DeliveryVerdict.Delivered)]
    [InlineData(301, DeliveryVerdict.Refused)]
    [InlineData(302, DeliveryVerdict.Refused)]
    [InlineData(307, DeliveryVerdict.Refused)]
    [InlineData(400, DeliveryVerdict.Refused)]
    [InlineData(401, DeliveryVerdict.Refused)]
    [InlineData(403, DeliveryVerdict.Refused)]
    [InlineData(410, DeliveryVerdict.Refused)]
    [InlineData(413, DeliveryVerdict.Refused)]
    [InlineData(404, DeliveryVerdict.Retry)]
    [InlineData(408, DeliveryVerdict.Retry)]
    [InlineData(409, DeliveryVerdict.Retry)]
    [InlineData(429, DeliveryVerdict.Retry)]
    [InlineData(500, DeliveryVerdict.Retry)]
    [InlineData(503, DeliveryVerdict.Retry)]
    public async Task The_status_decides_as_the_specification_says_and_redirects_are_not_followed(int status, DeliveryVerdict verdict)
    {
        var requests = 0;
        var result = await DeliverAsync(context =>
        {
            requests++;
            context.Response.StatusCode = status;
            if (status is >= 300 and < 400)
                context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        Assert.Equal((verdict, status, 1), (result.Verdict, result.Status, requests));
    }

    [Fact]
    public async Task An_event_is_posted_in_binary_mode_with_its_payload_untouched()
    {
        Dictionary<string, string> headers = [];
        var body = "";
        var result = await DeliverAsync(async context =>
        {
            headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
            body = await new StreamReader(context.Request.Body).ReadToEndAsync(Cancel);
        });
        Assert.Equal(DeliveryVerdict.Delivered, result.Verdict);
        Assert.Equal(
            ("a%20b", "1", "1.0", "application/json", "reply", "{ }"),
            (headers["ce-type"], headers["ce-id"], headers["ce-specversion"], headers["content-type"], headers["prefer"], body));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(202, false)]
    public async Task An_event_in_the_answer_is_a_reply_unless_the_status_is_202(int status, bool taken)
    {
        var result = await DeliverAsync(context =>
        {
            context.Response.StatusCode = status;
            foreach (var (name, value) in ((string, string)[])[
                ("ce-specversion", "1.0"), ("ce-type", "r"), ("ce-source", "/r"), ("content-type", "application/json"),
            ])
                context.Response.Headers[name] = value;
            return context.Response.WriteAsync("{\"a\":1}", Cancel);
        });
        Assert.Equal((DeliveryVerdict.Delivered, taken ? 1 : 0), (result.Verdict, result.Replies.Count));
        if (taken)
            Assert.Equal(("", "{\"a\":1}"), (result.Replies[0].Id, Encoding.UTF8.GetString(result.Replies[0].Data.Span)));
    }

    [Fact]
    public async Task A_batch_in_the_answer_is_several_replies()
    {
        var batch = HttpBinding.EncodeBatch([Event, Event with { Id = "2" }]);
        var result = await DeliverAsync(context =>
        {
            context.Response.ContentType = batch.Headers[0].Value;
            return context.Response.Body.WriteAsync(batch.Body, Cancel).AsTask();
        });
        Assert.Equal(["1", "2"], result.Replies.Select(reply => reply.Id));
    }

    [Fact]
    public async Task A_plain_answer_is_a_delivered_event()
    {
        var result = await DeliverAsync(context => context.Response.WriteAsync("thank you", Cancel));
        Assert.Equal((DeliveryVerdict.Delivered, 0), (result.Verdict, result.Replies.Count));
    }

    [Fact]
    public async Task A_malformed_reply_is_a_failed_delivery()
    {
        var result = await DeliverAsync(context =>
        {
            context.Response.Headers["ce-type"] = "r";
            return Task.CompletedTask;
        });
        Assert.Equal(
            (DeliveryVerdict.Retry, "malformed reply: the required attribute specversion is missing"), (result.Verdict, result.Reason));
    }

    [Fact]
    public async Task An_error_says_what_the_target_said_and_when_it_wants_to_be_asked_again()
    {
        var result = await DeliverAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "7";
            return context.Response.WriteAsync("down for maintenance\nsecond line", Cancel);
        });
        Assert.Equal(("503 down for maintenance", TimeSpan.FromSeconds(7)), (result.Reason, result.RetryAfter));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_tried_again()
    {
        var result = await DeliverAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.Equal(DeliveryVerdict.Retry, result.Verdict);
        Assert.Matches(@"^connection (closed before the answer|reset) \(127\.0\.0\.1:\d+\)$", result.Reason);
    }

    [Fact]
    public async Task Nobody_there_is_tried_again_and_the_probe_says_no()
    {
        Uri address;
        await using (var server = await WebServer.StartAsync("127.0.0.1:0", 1 << 20, _ => Task.CompletedTask, Cancel))
            address = new Uri(server.Address);
        await using var target = new CloudEventsTarget(new HttpTargetOptions(address), TimeProvider.System);
        var result = await target.DeliverAsync(Attempt, Cancel);
        Assert.Equal((DeliveryVerdict.Retry, $"connection refused ({address.Authority})"), (result.Verdict, result.Reason));
        Assert.False(await target.ProbeAsync(Cancel));
    }

    [Fact]
    public async Task A_target_that_hangs_is_left_when_the_trigger_says_so()
    {
        var (reached, gone) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await WebServer.StartAsync("127.0.0.1:0", 1 << 20, context =>
        {
            reached.SetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => gone.SetResult(), TaskScheduler.Default);
        }, Cancel);
        await using var target = new CloudEventsTarget(new HttpTargetOptions(new Uri(server.Address)), TimeProvider.System);
        using var limit = new CancellationTokenSource();
        var delivering = target.DeliverAsync(Attempt, limit.Token).AsTask();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delivering);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    [Fact]
    public async Task Credentials_are_sent_and_structured_mode_is_one_document()
    {
        var (authorization, contentType, body) = ("", "", "");
        await using var server = await WebServer.StartAsync("127.0.0.1:0", 1 << 20, async context =>
        {
            (authorization, contentType) = (context.Request.Headers.Authorization.ToString(), context.Request.ContentType!);
            body = await new StreamReader(context.Request.Body).ReadToEndAsync(Cancel);
        }, Cancel);
        await using var target = new CloudEventsTarget(
            new HttpTargetOptions(new Uri(server.Address)) { Mode = ContentMode.Structured, Credentials = "user:pass" },
            TimeProvider.System);
        await target.DeliverAsync(Attempt, Cancel);
        Assert.Equal(("Basic dXNlcjpwYXNz", "application/cloudevents+json"), (authorization, contentType));
        Assert.Contains("\"data\":{ }", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b1", 0, "b1/7", "")]
    [InlineData("b1", 5, "b1/7", "b1/5")]
    [InlineData(null, 5, "", "")]
    public async Task A_reply_names_its_place_in_the_log_and_its_cause(string? broker, long cause, string place, string causePlace)
    {
        var headers = ("", "");
        await using var server = await WebServer.StartAsync("127.0.0.1:0", 1 << 20, context =>
        {
            headers = (context.Request.Headers["wasmill-event"].ToString(), context.Request.Headers["wasmill-cause"].ToString());
            return Task.CompletedTask;
        }, Cancel);
        await using var target = new CloudEventsTarget(
            new HttpTargetOptions(new Uri(server.Address)) { Broker = broker }, TimeProvider.System);
        var stored = new StoredEvent(7, DateTimeOffset.UnixEpoch, Event, cause == 0 ? null : new EventCause("trigger", cause, 0), 0);
        await target.DeliverAsync(new DeliveryAttempt(stored, "trigger", 1), Cancel);
        Assert.Equal((place, causePlace), headers);
    }

    [Fact]
    public async Task The_name_of_a_containers_host_means_this_machine()
    {
        var (address, note) = await Wasmill.Connectors.CloudEvents.Endpoint.ResolveAsync(
            new Uri("http://host.docker.internal:3000/x"), Cancel);
        Assert.SkipWhen(note is null, "host.docker.internal is known on this machine");
        Assert.Equal("http://127.0.0.1:3000/x", address.ToString());
    }

    private static DeliveryAttempt Attempt { get; } = new(new StoredEvent(1, DateTimeOffset.UnixEpoch, Event, null, 0), "trigger", 1);

    private static async Task<DeliveryResult> DeliverAsync(RequestDelegate answer)
    {
        await using var server = await WebServer.StartAsync("127.0.0.1:0", 1 << 20, answer, Cancel);
        await using var target = new CloudEventsTarget(new HttpTargetOptions(new Uri(server.Address)), TimeProvider.System);
        Assert.True(await target.ProbeAsync(Cancel));
        return await target.DeliverAsync(Attempt, Cancel);
    }
}
