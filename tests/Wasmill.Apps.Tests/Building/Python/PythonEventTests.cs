using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Building.Python;

/// <summary>The CloudEvents-native style: <c>handle_event(event)</c>.</summary>
public sealed class PythonEventTests
{
    private static readonly HeaderField[] Binary =
    [
        new("ce-specversion", "1.0"),
        new("ce-id", "1"),
        new("ce-type", "a.b"),
        new("ce-source", "/s"),
        new("ce-myext", "Euro%20%E2%82%AC"),
        new("content-type", "application/json"),
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
        Assert.Equal(
            ("a.b.seen", "/s", "Euro%20%E2%82%AC"), (result.Header("ce-type"), result.Header("ce-source"), result.Header("ce-myext")));
        Assert.Null(result.Header("ce-id"));
    }

    [Fact]
    public async Task An_event_in_structured_mode_is_decoded()
    {
        await using var app = PythonApp.With("def handle_event(event):\n    return event.replace(data=[event.id, event.data])\n");
        var result = await app.CallAsync(
            """{"specversion":"1.0","id":"7","type":"t","source":"s","data":{"x":true}}""",
            new HeaderField("content-type", "application/cloudevents+json; charset=utf-8"));
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
    [InlineData("return event.replace(**{'my-ext': 'x'})", "'my-ext' is not a valid attribute name")]
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
        await using var app = PythonApp.With(
            "def handle_event(event):\n    return event.replace(data=str([type(event.data).__name__, event.raw]))\n");
        var result = await app.CallAsync("text", [.. Binary[..^1], new HeaderField("content-type", "text/plain")]);
        Assert.Equal("['bytes', b'text']", result.Body());
    }

    [Theory]
    [InlineData(
        "CloudEvent({'type': 'one', 'source': 'f', 'Subject': 'x'}, {'n': 1})",
        "[('specversion', '1.0'), ('type', 'one'), ('source', 'f'), ('subject', 'x')] {'n': 1}")]
    [InlineData(
        "CloudEvent({'type': 'one', 'source': 'f', 'flag': True, 'number': 5}, data=b'x')",
        "[('specversion', '1.0'), ('type', 'one'), ('source', 'f'), ('flag', 'true'), ('number', '5')] b'x'")]
    [InlineData(
        "CloudEvent(attributes={'type': 'one', 'source': 'f', 'id': '7'}, data=None)",
        "[('specversion', '1.0'), ('type', 'one'), ('source', 'f'), ('id', '7')] None")]
    [InlineData(
        "CloudEvent.create({'type': 'one', 'source': 'f'}, 'text')", "[('specversion', '1.0'), ('type', 'one'), ('source', 'f')] 'text'")]
    [InlineData(
        "CloudEvent('one', 'f', {'n': 1}, subject='x')",
        "[('specversion', '1.0'), ('type', 'one'), ('source', 'f'), ('subject', 'x')] {'n': 1}")]
    [InlineData(
        "CloudEvent({'type': 'one', 'source': 'f', 'time': datetime(2020, 1, 2, 3, tzinfo=timezone.utc)})",
        "[('specversion', '1.0'), ('type', 'one'), ('source', 'f'), ('time', '2020-01-02T03:00:00+00:00')] None")]
    public async Task An_event_is_made_in_the_style_of_this_module_or_of_the_SDK(string expression, string made)
    {
        await using var app = PythonApp.With("from datetime import datetime, timezone\nfrom wasmill import CloudEvent\n"
            + $"def handle_event(event):\n    made = {expression}\n    print(list(made.attributes.items()), repr(made.data))\n");
        Assert.Equal(made, (await app.CallAsync("{}", Binary)).LogText());
    }

    [Theory]
    [InlineData("CloudEvent({'type': 'one'}, {})", "TypeError: CloudEvent is given no source: CloudEvent(type=")]
    [InlineData("CloudEvent(data=1)", "TypeError: CloudEvent is given no type and no source: CloudEvent(type=")]
    [InlineData(
        "CloudEvent({'type': 'one', 'source': 'f', 'data': 1})",
        "ValueError: data is not an attribute: set event.data, or give the payload by CloudEvent(type=")]
    [InlineData(
        "CloudEvent({'type': 'one', 'source': 'f', 'my_ext': 1})",
        "ValueError: 'my_ext' is not a valid attribute name; use lower-case letters a to z and digits only")]
    [InlineData("CloudEvent('one', {'n': 1})", "TypeError: the attribute source must be text, a number or a truth value, not dict")]
    [InlineData(
        "CloudEvent('one', 'f', time=datetime(2020, 1, 2))",
        "ValueError: the time of an event needs a time zone; use datetime.now(timezone.utc)")]
    [InlineData("setattr(event, 'replace', 1)", "AttributeError: 'replace' is a method of an event and cannot be set")]
    [InlineData("event['missing']", "KeyError: 'missing'")]
    [InlineData("event.missing", "AttributeError: the event has no attribute 'missing'")]
    public async Task A_wrong_use_of_an_event_is_named(string expression, string reason)
    {
        await using var app = PythonApp.With(
            $"from datetime import datetime\nfrom wasmill import CloudEvent\ndef handle_event(event):\n    {expression}\n");
        var result = await app.CallAsync("{}", Binary);
        Assert.StartsWith("exception: " + reason, result.Body(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event.data = {'seen': True}", """{"seen": true}""", null)]
    [InlineData("event.data['seen'] = True", """{"n": 1, "seen": true}""", null)]
    [InlineData("event.data['n'] = True", """{"n": true}""", null)]
    [InlineData("event.raw = b'{ }'", "{ }", null)]
    [InlineData("event['type'] = 'other'", """{ "n":1}""", null)]
    [InlineData("event.source = '/other'", """{ "n":1}""", null)]
    [InlineData("event.data = 5; event['id'] = 'mine'", "5", "mine")]
    [InlineData("event.id = 'mine'; event.data = 5", "5", "mine")]
    [InlineData("event['subject'] = 'x'", """{ "n":1}""", "1")]
    [InlineData("event.data", """{ "n":1}""", "1")]
    public async Task An_event_that_is_changed_in_place_is_sent_as_it_is_then_and_is_another_event(
        string statement, string body, string? id)
    {
        await using var app = PythonApp.With(
            $"def handle_event(event):\n    {statement}\n    assert event.id in ('1', 'mine')\n    return event\n");
        var result = await app.CallAsync("""{ "n":1}""", [.. Binary, new HeaderField("ce-time", "2020-01-01T00:00:00Z")]);
        Assert.Equal((body, id), (result.Body(), result.Header("ce-id")));
        Assert.Equal(id is null ? null : "2020-01-01T00:00:00Z", result.Header("ce-time"));
    }

    [Fact]
    public async Task Attributes_are_set_and_removed_as_items_and_as_properties()
    {
        await using var app = PythonApp.With("""
            def handle_event(event):
                event["subject"] = "a"
                event.flag = True
                event["count"] = 7
                del event["myext"]
                del event.datacontenttype
                print(event.get("subject"), event.get("none", "-"), "flag" in event, "myext" in event, len(event), list(event), dict(event) == event.attributes)
                return event
            """);
        var result = await app.CallAsync("{}", Binary);
        Assert.Equal("a - True False 7 ['specversion', 'id', 'type', 'source', 'subject', 'flag', 'count'] True", result.LogText());
        Assert.Equal(
            ("a", "true", "7", null),
            (result.Header("ce-subject"), result.Header("ce-flag"), result.Header("ce-count"), result.Header("ce-myext")));
    }

    [Fact]
    public async Task The_methods_of_the_SDKs_classes_are_there()
    {
        await using var app = PythonApp.With("""
            import copy
            def handle_event(event):
                print(event.get_id(), event.get_source(), event.get_type(), event.get_specversion(), event.get_datacontenttype(), event.get_subject(), event.get_dataschema())
                print(event.get_time(), event.get_extension("myext"), event.get_data(), event.get_attributes() == event.attributes, event.to_dict()["data"])
                twin = copy.deepcopy(event)
                twin.data["n"] = 2
                print(copy.copy(event) == event, twin == event, event.data)
            """);
        var result = await app.CallAsync("""{"n": 1}""", [.. Binary, new HeaderField("ce-time", "2020-01-01T00:00:00Z")]);
        Assert.Equal(
            "1 /s a.b 1.0 application/json None None\n2020-01-01 00:00:00+00:00 Euro \u20ac {'n': 1} True {'n': 1}\nTrue False {'n': 1}",
            result.LogText());
    }

    [Theory]
    [InlineData("OfSdk()", "one")]
    [InlineData("[OfSdk(), event.replace(type='two')]", null)]
    public async Task Events_of_the_SDK_may_be_returned(string returned, string? type)
    {
        await using var app = PythonApp.With($$"""
            class OfSdk:
                def get_attributes(self):
                    return {"type": "one", "source": "f", "id": "9", "specversion": "1.0"}
                def get_data(self):
                    return {"n": 1}
            def handle_event(event):
                return {{returned}}
            """);
        var result = await app.CallAsync("{}", Binary);
        var message = HttpBinding.DecodeReply(result.Response.Headers, result.Response.Body);
        Assert.Null(message.Error);
        Assert.Equal("one", message.Events[0].Type);
        Assert.Equal(type, result.Header("ce-type"));
    }

    [Fact]
    public async Task A_handler_may_be_a_coroutine()
    {
        await using var app = PythonApp.With("import asyncio\nasync def handle_event(event):\n    await asyncio.sleep(0.001)\n"
            + "    return event.replace(data=await asyncio.gather(asyncio.sleep(0, 1), asyncio.sleep(0, 2)))\n");
        Assert.Equal("[1, 2]", (await app.CallAsync("{}", Binary)).Body());
    }
}
