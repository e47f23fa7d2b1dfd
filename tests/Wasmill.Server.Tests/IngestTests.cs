using System.Text;

namespace Wasmill.Server.Tests;

public sealed class IngestTests
{
    private const string Event = """{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{"a":1}}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/cloudevents+json", Event, 202, "")]
    [InlineData("application/cloudevents-batch+json", "[" + Event + "," + Event + "]", 202, "")]
    [InlineData("application/cloudevents-batch+json", "[]", 202, "")]
    [InlineData(
        "application/cloudevents-batch+json",
        "[" + Event + ",{}]",
        400,
        "event 1 of the batch: the required attribute specversion is missing")]
    [InlineData("application/cloudevents+json", "{}", 400, "the required attribute specversion is missing")]
    [InlineData("application/cloudevents+json", "{", 400, "the body is not a valid JSON event: syntax error in line 1")]
    [InlineData("application/cloudevents+xml", "<a/>", 415, "the event format application/cloudevents+xml is not supported")]
    [InlineData("application/json", "{}", 400, "the message is not a CloudEvent")]
    public async Task A_message_is_taken_or_refused_with_a_line_that_says_why(string contentType, string body, int status, string reason)
    {
        await using var broker = await RunningBroker.StartAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("content-type", contentType);
        using var response = await broker.Http.PostAsync("", content, Cancel);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.StartsWith(reason, await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ce-specversion")]
    [InlineData("ce-id")]
    [InlineData("ce-type")]
    [InlineData("ce-source")]
    public async Task A_binary_event_without_a_required_attribute_is_400_and_names_it(string missing)
    {
        await using var broker = await RunningBroker.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "");
        foreach (var (name, value) in ((string, string)[])[
            ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-type", "t"), ("ce-source", "/s"),
        ])
        {
            if (name != missing)
                request.Headers.Add(name, value);
        }

        using var response = await broker.Http.SendAsync(request, Cancel);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal($"the required attribute {missing["ce-".Length..]} is missing\n", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task An_event_over_a_megabyte_is_413_and_the_broker_goes_on()
    {
        await using var broker = await RunningBroker.StartAsync();
        foreach (var chunked in (bool[])[false, true])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new ByteArrayContent(new byte[(1 << 20) + 1]) };
            request.Headers.TransferEncodingChunked = chunked;
            request.Headers.ExpectContinue = true;
            using var response = await broker.Http.SendAsync(request, Cancel);
            Assert.Equal((413, true), ((int)response.StatusCode, response.Headers.ConnectionClose));
            Assert.Equal("the request is larger than 1 MiB\n", await response.Content.ReadAsStringAsync(Cancel));
        }

        using var good = new StringContent(Event, Encoding.UTF8, "application/cloudevents+json");
        using var taken = await broker.Http.PostAsync("", good, Cancel);
        Assert.Equal((202, "1"), ((int)taken.StatusCode, taken.Headers.GetValues("wasmill-position").Single()));
    }

    [Fact]
    public async Task A_full_broker_answers_503_and_says_when_to_come_back()
    {
        await using var broker = await RunningBroker.StartAsync();
        await broker.DeliverToAsync("http://localhost:1", Cancel);
        for (var i = 0; i < 10; i++)
        {
            using var content = new StringContent(Event, Encoding.UTF8, "application/cloudevents+json");
            using var response = await broker.Http.PostAsync("", content, Cancel);
            Assert.Equal(i < 9 ? 202 : 503, (int)response.StatusCode);
            Assert.Equal(i < 9 ? null : TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        }

        using var empty = new StringContent("[]", Encoding.UTF8, "application/cloudevents-batch+json");
        using var taken = await broker.Http.PostAsync("", empty, Cancel);
        Assert.Equal(202, (int)taken.StatusCode);
    }

    [Fact]
    public async Task A_look_at_the_address_explains_how_to_send_an_event()
    {
        await using var broker = await RunningBroker.StartAsync();
        using var response = await broker.Http.GetAsync("", Cancel);
        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(["POST", "OPTIONS"], response.Content.Headers.Allow);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("curl -i", text, StringComparison.Ordinal);
        Assert.Contains("wasmill display", text, StringComparison.Ordinal);
        Assert.Equal("ok\n", await broker.Http.GetStringAsync("healthz", Cancel));
        using var unknown = await broker.Http.GetAsync("nothing", Cancel);
        Assert.Equal(404, (int)unknown.StatusCode);
    }
}
