using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Building.Python;

/// <summary>The CloudEvents-native style: <c>handle_event(event)</c>.</summary>
public sealed class PythonEventTests
{
    private static readonly HeaderField[] Binary =
    [
        new("ce-specversion", "1.0"), new("ce-id", "1"), new("ce-type", "a.b"), new("ce-source", "/s"), new("ce-myext", "Euro%20%E2%82%AC"), new("content-type", "application/json"),
    ];

    [Fact]
    public async Task An_event_in_binary_mode_is_decoded_and_the_answer_is_an_event()
    {
        await using var app = PythonApp.With("""
            def handle_event(event):
                return event.replace(type=event.type + ".seen", data={"was": event.data, "ext": event["myext"]})
            """);
        var result = await app.CallAsync("""{"n": 1}""", Binary);
        Assert.Equal(200, result.Response.Status);
        Assert.Equal("""{"was": {"n": 1}, "ext": "Euro \u20ac"}""", result.Body());
        Assert.Equal(("a.b.seen", "/s", "Euro%20%E2%82%AC"), (result.Header("ce-type"), result.Header("ce-source"), result.Header("ce-myext")));
        Assert.Null(result.Header("ce-id"));
    }

    [Fact]
    public async Task An_event_in_structured_mode_is_decoded()
    {
        await using var app = PythonApp.With("def handle_event(event):\n    return event.replace(data=[event.id, event.data])\n");
        var result = await app.CallAsync("""{"specversion":"1.0","id":"7","type":"t","source":"s","data":{"x":true}}""", new HeaderField("content-type", "application/cloudevents+json; charset=utf-8"));
        Assert.Equal("""["7", {"x": true}]""", result.Body());
    }

    [Fact]
    public async Task None_drops_the_event()
    {
        await using var app = PythonApp.With("def handle_event(event):\n    return None\n");
        Assert.Equal(204, (await app.CallAsync("{}", Binary)).Response.Status);
    }

    [Fact]
    public async Task A_list_becomes_a_batch_that_Wasmill_reads()
    {
        await using var app = PythonApp.With("""
            from wasmill import CloudEvent
            def handle_event(event):
                yield CloudEvent(type="one", source="f", data={"n": 1}, id="x")
                yield CloudEvent(type="two", source="f", data=b"\x00\xff", datacontenttype="application/octet-stream", number=5, flag=True)
            """);
        var result = await app.CallAsync("{}", Binary);
        var message = HttpBinding.DecodeReply(result.Response.Headers, result.Response.Body);
        Assert.Null(message.Error);
        Assert.Equal(["one", "two"], message.Events.Select(one => one.Type));
        Assert.Equal([0x00, 0xFF], message.Events[1].Data.ToArray());
        Assert.Equal(("5", "true"), (message.Events[1].GetAttribute("number"), message.Events[1].GetAttribute("flag")));
    }

    [Fact]
    public async Task A_request_that_is_no_event_is_answered_with_400()
    {
        await using var app = PythonApp.With("def handle_event(event):\n    return event\n");
        var result = await app.CallAsync("{}", new HeaderField("ce-type", "t"));
        Assert.Equal((400, FunctionFailure.None), (result.Response.Status, result.Failure));
        Assert.Contains("ce-specversion is missing", result.Body(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("return 5", "handle_event must return a CloudEvent, a list of them, or None, not int")]
    [InlineData("return [1]", "handle_event returned a list with int in it")]
    [InlineData("return event.replace(type=None)", "handle_event returned an event without type")]
    [InlineData("return event.replace(**{'my-ext': 'x'})", "'my-ext' is no attribute name")]
    public async Task A_wrong_answer_is_named(string statement, string reason)
    {
        await using var app = PythonApp.With($"def handle_event(event):\n    {statement}\n");
        var result = await app.CallAsync("{}", Binary);
        Assert.Equal(500, result.Response.Status);
        Assert.Contains(reason, result.Body(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_is_no_JSON_is_bytes()
    {
        await using var app = PythonApp.With("def handle_event(event):\n    return event.replace(data=str([type(event.data).__name__, event.raw]))\n");
        var result = await app.CallAsync("text", [.. Binary[..^1], new HeaderField("content-type", "text/plain")]);
        Assert.Equal("['bytes', b'text']", result.Body());
    }
}
