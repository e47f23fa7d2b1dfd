using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.History.Journal;
using Wasmill.Events;
using Wasmill.Events.Http;

namespace Wasmill.Connectors.Tests.Delivery;

/// <summary>
/// The rules of Knative's data plane specification and of its delivery specification, each from both sides, against real HTTP servers.
/// </summary>
public sealed class DeliveryRulesTests
{
    private const string TwoQuickRetries = "{retry: 2, backoffPolicy: constant, backoffDelay: PT0.001S}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(206)]
    [InlineData(299)]
    public async Task A_2xx_is_delivered(int status) => Assert.Equal((DeliveryState.Delivered, 1), await CountAsync(status));

    [Theory]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(304)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_3xx_is_an_error_that_is_not_tried_again(int status)
        => Assert.Equal((DeliveryState.GivenUp, 1), await CountAsync(status));

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(402)]
    [InlineData(405)]
    [InlineData(406)]
    [InlineData(407)]
    [InlineData(410)]
    [InlineData(411)]
    [InlineData(412)]
    [InlineData(413)]
    [InlineData(415)]
    [InlineData(418)]
    [InlineData(422)]
    [InlineData(425)]
    [InlineData(428)]
    [InlineData(431)]
    [InlineData(451)]
    [InlineData(499)]
    public async Task A_4xx_is_an_error_that_is_not_tried_again(int status)
        => Assert.Equal((DeliveryState.GivenUp, 1), await CountAsync(status));

    [Theory]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(501)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(599)]
    public async Task What_may_pass_is_tried_again_as_often_as_stated(int status)
        => Assert.Equal((DeliveryState.GivenUp, 3), await CountAsync(status));

    [Theory]
    [InlineData(600)]
    [InlineData(999)]
    public async Task An_unknown_status_is_tried_again(int status)
        => Assert.Equal((DeliveryState.GivenUp, 3), await CountRawAsync($"HTTP/1.1 {status} Strange\r\nContent-Length: 0\r\n\r\n"));

    [Fact]
    public async Task A_1xx_is_an_error_that_is_not_tried_again()
        => Assert.Equal(
            (DeliveryState.GivenUp, 1),
            await CountRawAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"));

    [Fact]
    public async Task An_interim_answer_is_none() => Assert.Equal(
        (DeliveryState.Delivered, 1), await CountRawAsync("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"));

    [Fact]
    public async Task A_reset_connection_is_tried_again() => Assert.Equal((DeliveryState.GivenUp, 3), await CountRawAsync(null));

    [Fact]
    public async Task A_retry_that_succeeds_ends_the_delivery()
    {
        var requests = 0;
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref requests) < 3 ? 500 : 200;
            return Task.CompletedTask;
        });
        await using var rig = await FlowRig.StartAsync(
            FlowRig.Trigger("x", server.Address, "{retry: 9, backoffPolicy: linear, backoffDelay: PT0.001S}"));
        var delivery = Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries);
        Assert.Equal((DeliveryState.Delivered, 3, 3), (delivery.State, delivery.Attempts.Count, requests));
    }

    [Fact]
    public async Task No_retry_is_one_attempt()
    {
        await using var server = await TestServer.StartAsync(context => { context.Response.StatusCode = 500; return Task.CompletedTask; });
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address, "{retry: 0}"));
        Assert.Single(Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries).Attempts);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var elsewhere = 0;
        await using var other = await TestServer.StartAsync(_ => { elsewhere++; return Task.CompletedTask; });
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Response.Redirect(other.Address, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address));
        var delivery = Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries);
        Assert.Equal(
            (DeliveryState.GivenUp, "307: redirects are not followed", 0), (delivery.State, delivery.Attempts[0].Reason, elsewhere));
    }

    [Fact]
    public async Task An_attempt_that_exceeds_the_timeout_is_tried_again()
    {
        var requests = 0;
        await using var server = await TestServer.StartAsync(context =>
            Interlocked.Increment(ref requests) == 1 ? Task.Delay(Timeout.Infinite, context.RequestAborted) : Task.CompletedTask);
        await using var rig = await FlowRig.StartAsync(
            FlowRig.Trigger("x", server.Address, "{retry: 1, backoffDelay: PT0S, timeout: PT1S}"));
        Assert.Equal(
            ["no answer within 1 s", ""],
            Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries).Attempts.Select(attempt => attempt.Reason));
    }

    [Theory]
    [InlineData("linear", 0.2)]
    [InlineData("exponential", 0.2)]
    public async Task The_first_retry_waits_the_delay(string policy, double seconds)
    {
        await using var server = await TestServer.StartAsync(context => { context.Response.StatusCode = 500; return Task.CompletedTask; });
        await using var rig = await FlowRig.StartAsync(
            FlowRig.Trigger("x", server.Address, $"{{retry: 3, backoffPolicy: {policy}, backoffDelay: PT0.2S}}"));
        // The attempt's end is noted a moment after the wait was reckoned from it.
        AssertNear(seconds, await WaitAsync(rig));
    }

    [Theory]
    [InlineData(503, "60", "{retry: 1}", 60)]
    [InlineData(429, "60", "{retry: 1}", 60)]
    [InlineData(503, "date", "{retry: 1}", 60)]
    [InlineData(500, "60", "{retry: 1}", 0.5)]
    [InlineData(503, "60", "{retry: 1, backoffDelay: PT90S}", 90)]
    [InlineData(503, "60", "{retry: 1, retryAfterMax: PT20S}", 20)]
    [InlineData(503, "60", "{retry: 1, retryAfterMax: PT0S}", 0.5)]
    [InlineData(503, "99999999999999", "{retry: 1, retryAfterMax: PT2H}", 7200)]
    [InlineData(503, "soon", "{retry: 1}", 0.5)]
    [InlineData(503, "-60", "{retry: 1}", 0.5)]
    public async Task Retry_After_lengthens_the_wait_up_to_its_bound(int status, string retryAfter, string delivery, double seconds)
    {
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = retryAfter == "date"
                ? DateTimeOffset.UtcNow.AddSeconds(60).ToString("r", CultureInfo.InvariantCulture)
                : retryAfter;
            return Task.CompletedTask;
        });
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address, delivery));
        AssertNear(seconds, await WaitAsync(rig), tolerance: retryAfter == "date" ? 1.5 : 0.3);
    }

    [Fact]
    public async Task The_subscriber_gets_the_event_as_it_is_and_may_reply()
    {
        var seen = new ConcurrentQueue<(Dictionary<string, string> Headers, string Body)>();
        await using var server = await TestServer.StartAsync(async context => seen.Enqueue((Copy(context), await ReadAsync(context))));
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address));
        const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await rig.PublishAsync(FlowRig.Event() with { Extensions = [new("ext", "a b"), new("traceparent", Parent)] });
        var (headers, body) = Assert.Single(seen);
        Assert.Equal(
            ("reply", "1.0", "1", "/test", "t", "a%20b", "application/json", "{\"a\": 1}"),
            (
                headers["prefer"], headers["ce-specversion"], headers["ce-id"], headers["ce-source"], headers["ce-type"], headers["ce-ext"],
                headers["content-type"], body));
        Assert.Equal((Parent, Parent), (headers["ce-traceparent"], headers["traceparent"]));
    }

    [Fact]
    public async Task Without_a_trace_in_the_event_no_trace_is_sent()
    {
        var traced = true;
        await using var server = await TestServer.StartAsync(context =>
        {
            traced = context.Request.Headers.ContainsKey("traceparent");
            return Task.CompletedTask;
        });
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address));
        await rig.PublishAsync(FlowRig.Event());
        Assert.False(traced);
    }

    [Theory]
    [InlineData("{}", "application/json")]
    [InlineData("{format: binary}", "application/json")]
    [InlineData("{format: json}", "application/cloudevents+json")]
    public async Task The_format_is_the_one_stated(string delivery, string contentType)
    {
        var seen = "";
        await using var server = await TestServer.StartAsync(context =>
        {
            seen = context.Request.ContentType!;
            return Task.CompletedTask;
        });
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address, delivery));
        await rig.PublishAsync(FlowRig.Event());
        Assert.Equal(contentType, seen);
    }

    [Fact]
    public async Task Two_triggers_to_one_address_are_two_deliveries_and_one_trigger_is_one()
    {
        var requests = 0;
        await using var server = await TestServer.StartAsync(_ => { Interlocked.Increment(ref requests); return Task.CompletedTask; });
        await using var rig = await FlowRig.StartAsync(
            FlowRig.Trigger("x", server.Address),
            FlowRig.Trigger("y", server.Address),
            FlowRig.Trigger("z", server.Address, type: "other"));
        Assert.Equal(2, (await rig.PublishAsync(FlowRig.Event())).Deliveries.Count);
        Assert.Equal(2, requests);
        await rig.PublishAsync(FlowRig.Event(type: "other"));
        Assert.Equal(3, requests);
    }

    [Theory]
    [InlineData(200, 1)]
    [InlineData(202, 0)]
    public async Task A_reply_is_a_new_event_for_all_triggers_that_of_its_maker_too_unless_the_status_is_202(int status, int replies)
    {
        var seen = new ConcurrentQueue<(string Place, string? Type)>();
        await using var server = await TestServer.StartAsync(context =>
        {
            seen.Enqueue((context.Request.Path, context.Request.Headers["ce-type"]));
            if (context.Request.Headers["ce-type"] != "t" || context.Request.Path != "/maker")
                return Task.CompletedTask;
            context.Response.StatusCode = status;
            return ReplyAsync(context, ("ce-specversion", "1.0"), ("ce-id", "r"), ("ce-source", "/r"), ("ce-type", "reply"));
        });
        await using var rig = await FlowRig.StartAsync(
            FlowRig.Trigger("maker", $"{server.Address}/maker", type: "*"),
            FlowRig.Trigger("other", $"{server.Address}/other", type: "reply"));
        var trace = await rig.PublishAsync(FlowRig.Event());
        Assert.Equal(replies, trace.Deliveries.Single(delivery => delivery.Trigger == "maker").Replies.Count);
        Assert.Equal(
            replies == 0 ? [("/maker", "t")] : [("/maker", "reply"), ("/maker", "t"), ("/other", "reply")],
            seen.Order());
    }

    [Fact]
    public async Task A_reply_without_id_or_time_gets_them()
    {
        var reply = await ReplyToAsync(200, ("ce-specversion", "1.0"), ("ce-source", "/r"), ("ce-type", "r"));
        Assert.NotEmpty(reply.Id);
        Assert.True(
            DateTimeOffset.TryParse(reply.Time, CultureInfo.InvariantCulture, out var time) && time > DateTimeOffset.UtcNow.AddMinutes(-1),
            reply.Time);
    }

    [Fact]
    public async Task A_reply_keeps_the_id_and_the_time_that_it_has()
    {
        var reply = await ReplyToAsync(
            201, ("ce-specversion", "1.0"), ("ce-id", "mine"), ("ce-time", "2026-01-01T00:00:00Z"), ("ce-source", "/r"), ("ce-type", "r"));
        Assert.Equal(("mine", "2026-01-01T00:00:00Z"), (reply.Id, reply.Time));
    }

    [Theory]
    [InlineData("specversion")]
    [InlineData("source")]
    [InlineData("type")]
    public async Task A_reply_without_a_required_attribute_is_a_failed_delivery(string missing)
        => Assert.Equal(
            $"malformed reply: the required attribute {missing} is missing",
            await FailedReplyAsync([.. Required.Where(header => header.Name != $"ce-{missing}")]));

    [Theory]
    [InlineData("ce-specversion", "7")]
    [InlineData("ce-source", "::")]
    [InlineData("ce-time", "yesterday")]
    [InlineData("ce-my_ext", "x")]
    [InlineData("ce-subject", "%FF")]
    [InlineData("content-type", "application/cloudevents+xml")]
    [InlineData("content-type", "application/cloudevents+json")]
    public async Task A_reply_with_an_invalid_attribute_or_body_is_a_failed_delivery(string name, string value)
        => Assert.StartsWith(
            "malformed reply: ",
            await FailedReplyAsync([.. Required.Where(header => header.Name != name), (name, value)]),
            StringComparison.Ordinal);

    [Fact]
    public async Task An_answer_that_is_no_event_is_a_delivered_event()
    {
        await using var server = await TestServer.StartAsync(context =>
            context.Response.WriteAsync("{\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"specversion\":\"1.0\"}", Cancel));
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address));
        var delivery = Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries);
        Assert.Equal((DeliveryState.Delivered, 0), (delivery.State, delivery.Replies.Count));
    }

    [Fact]
    public async Task A_long_answer_that_is_no_event_is_a_delivered_event_too()
    {
        await using var server =
            await TestServer.StartAsync(context => context.Response.Body.WriteAsync(new byte[5 << 20], Cancel).AsTask());
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address));
        Assert.Equal(DeliveryState.Delivered, Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries).State);
    }

    [Fact]
    public async Task A_reply_beyond_the_bound_is_refused()
    {
        await using var server = await TestServer.StartAsync(async context =>
        {
            foreach (var (name, value) in Required)
                context.Response.Headers[name] = value;
            await context.Response.Body.WriteAsync(new byte[5 << 20], Cancel);
        });
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address));
        var delivery = Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries);
        Assert.Equal((DeliveryState.GivenUp, "the reply is larger than 4 MiB"), (delivery.State, delivery.Attempts[0].Reason));
    }

    [Fact]
    public async Task A_batch_of_replies_is_routed_event_by_event_and_a_bad_one_spoils_it()
    {
        var batch = HttpBinding.EncodeBatch([FlowRig.Event("a", "r"), FlowRig.Event("b", "r")]);
        var answer = batch.Body;
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Response.ContentType = batch.Headers[0].Value;
            return context.Response.Body.WriteAsync(answer, Cancel).AsTask();
        });
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address, "{retry: 0}"));
        Assert.Equal(
            ["a", "b"], Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries).Replies.Select(reply => reply.Event.Event.Id));
        answer = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(batch.Body.Span).Replace("\"b\"", "7", StringComparison.Ordinal));
        var spoiled = Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries);
        Assert.Equal((DeliveryState.GivenUp, 0), (spoiled.State, spoiled.Replies.Count));
    }

    [Fact]
    public async Task When_the_reply_cannot_be_stored_the_delivery_is_repeated()
    {
        var requests = 0;
        await using var server = await TestServer.StartAsync(context =>
        {
            // The first answer is larger than the engine.
            var replies = Interlocked.Increment(ref requests) == 1 ? 5 : 1;
            var batch = HttpBinding.EncodeBatch(Enumerable.Range(0, replies).Select(number => FlowRig.Event($"r{number}", "r")));
            context.Response.ContentType = batch.Headers[0].Value;
            return context.Response.Body.WriteAsync(batch.Body, Cancel).AsTask();
        });
        await using var rig = await FlowRig.StartAsync(
            new MemoryEngineOptions { MaxEvents = 4 }, FlowRig.Trigger("x", server.Address, "{timeout: PT0.5S}"));
        var delivery = Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries);
        Assert.Equal((DeliveryState.Delivered, 1, 2), (delivery.State, delivery.Replies.Count, requests));
        Assert.Equal("the reply could not be stored: the broker is full", delivery.Attempts[0].Reason);
    }

    [Fact]
    public async Task What_is_given_up_goes_to_the_dead_letter_sink_which_is_tried_again()
    {
        var letters = new ConcurrentQueue<Dictionary<string, string>>();
        await using var sink = await TestServer.StartAsync(context =>
        {
            letters.Enqueue(Copy(context));
            context.Response.StatusCode = letters.Count == 1 ? 503 : 200;
            return ReplyAsync(context, [.. Required, ("ce-id", "routed")]);
        });
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Response.StatusCode = 410;
            return context.Response.WriteAsync(new string('x', 5_000), Cancel);
        });
        await using var rig = await FlowRig.StartAsync(
            FlowRig.Trigger("x", $"{server.Address}/in", $"{{retry: 0, deadLetterSink: {{uri: '{sink.Address}'}}}}"));
        var trace = await rig.PublishAsync(FlowRig.Event());

        Assert.Equal(2, letters.Count);
        var letter = letters.Last();
        Assert.Equal(
            ($"{server.Address}/in", "410", "1", "t", false),
            (
                letter["ce-knativeerrordest"],
                letter["ce-knativeerrorcode"],
                letter["ce-id"],
                letter["ce-type"],
                letter.ContainsKey("prefer")));
        Assert.Equal(new string('x', 768), Encoding.ASCII.GetString(Convert.FromBase64String(letter["ce-knativeerrordata"])));
        Assert.Equal((DeliveryState.GivenUp, 0), (trace.Deliveries[0].State, trace.Deliveries[0].Replies.Count));
        Assert.Equal(0, await rig.Engine.DeadLetters.CountAsync("x", Cancel));
    }

    [Fact]
    public async Task A_delivered_event_never_goes_to_the_dead_letter_sink()
    {
        var letters = 0;
        await using var sink = await TestServer.StartAsync(_ => { letters++; return Task.CompletedTask; });
        await using var server = await TestServer.StartAsync(_ => Task.CompletedTask);
        await using var rig = await FlowRig.StartAsync(
            FlowRig.Trigger("x", server.Address, $"{{deadLetterSink: {{uri: '{sink.Address}'}}}}"));
        await rig.PublishAsync(FlowRig.Event());
        Assert.Equal(0, letters);
    }

    [Fact]
    public async Task Without_a_sink_what_is_given_up_is_in_the_brokers_dead_letters()
    {
        await using var server = await TestServer.StartAsync(context => { context.Response.StatusCode = 410; return Task.CompletedTask; });
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address));
        await rig.PublishAsync(FlowRig.Event());
        Assert.Equal(
            (410, "1"),
            Assert.Single(await rig.Engine.DeadLetters.ReadAsync(Cancel).ToListAsync(Cancel)) is var letter
                ? (letter.Status, letter.Event.Event.Id)
                : default);
    }

    private static (string Name, string Value)[] Required { get; } = [("ce-specversion", "1.0"), ("ce-source", "/r"), ("ce-type", "r")];

    private static async Task<(DeliveryState State, int Requests)> CountAsync(int status)
    {
        var requests = 0;
        await using var server = await TestServer.StartAsync(context =>
        {
            Interlocked.Increment(ref requests);
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address, TwoQuickRetries));
        return (Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries).State, requests);
    }

    private static async Task<(DeliveryState State, int Requests)> CountRawAsync(string? answer)
    {
        await using var server = new RawServer(answer);
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address, TwoQuickRetries));
        return (Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries).State, server.Requests);
    }

    private static async Task<double> WaitAsync(FlowRig rig)
    {
        var delivery = await rig.PublishAndFailAsync();
        return (delivery.NextDue!.Value - delivery.Attempts[0].Ended).TotalSeconds;
    }

    // The attempt's end is noted when its outcome has been recorded, a moment after the wait was reckoned.
    private static void AssertNear(double seconds, double waited, double tolerance = 0.15)
        => Assert.InRange(waited, seconds - tolerance, seconds + 0.001);

    private static async Task<CloudEvent> ReplyToAsync(int status, params (string Name, string Value)[] headers)
    {
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return ReplyAsync(context, headers);
        });
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address));
        return Assert.Single(Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries).Replies).Event.Event;
    }

    private static async Task<string> FailedReplyAsync(params (string Name, string Value)[] headers)
    {
        await using var server = await TestServer.StartAsync(context => ReplyAsync(context, headers));
        await using var rig = await FlowRig.StartAsync(FlowRig.Trigger("x", server.Address, TwoQuickRetries));
        var delivery = Assert.Single((await rig.PublishAsync(FlowRig.Event())).Deliveries);
        Assert.Equal((DeliveryState.GivenUp, 3, 0), (delivery.State, delivery.Attempts.Count, delivery.Replies.Count));
        return delivery.Attempts[0].Reason;
    }

    private static Task ReplyAsync(HttpContext context, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        return context.Response.WriteAsync("[]", Cancel);
    }

    // The server uses its own objects again for the next request.
    private static Dictionary<string, string> Copy(HttpContext context)
        => context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    private static async Task<string> ReadAsync(HttpContext context) => await new StreamReader(context.Request.Body).ReadToEndAsync(Cancel);
}
