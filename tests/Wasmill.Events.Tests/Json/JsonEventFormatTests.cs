using System.Text.Json;
using CloudNative.CloudEvents.SystemTextJson;
using FsCheck.Xunit;
using Wasmill.Events.Json;

namespace Wasmill.Events.Tests.Json;

public sealed class JsonEventFormatTests
{
    private const string Start = """{"specversion":"1.0","id":"1","source":"/s","type":"t",""";

    [Fact]
    public void The_payloads_bytes_are_never_changed()
    {
        const string Payload = """{"a": 1.0,"e":"é<&","big":12345678901234567890, "a": 2 }""";
        var one = Samples.Parse(Start + "\"data\":" + Payload + "}");
        Assert.Equal(Payload, one.Data.Text());
        Assert.Contains(Payload, one.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"data\":null}", "null", "application/json")]
    [InlineData("\"data\":\"text\"}", "\"text\"", "application/json")]
    [InlineData("\"datacontenttype\":\"text/plain\",\"data\":\"te\\u0078t\"}", "text", "text/plain")]
    [InlineData("\"data\":\"late\",\"datacontenttype\":\"text/plain\"}", "late", "text/plain")]
    [InlineData("\"datacontenttype\":\"application/xml\",\"data\":{\"not\":\"xml\"}}", "{\"not\":\"xml\"}", "application/xml")]
    [InlineData("\"datacontenttype\":\"image/png\",\"data_base64\":\"AAH/\"}", "\0\u0001\uFFFD", "image/png")]
    public void Every_kind_of_payload_is_read(string rest, string data, string? contentType)
    {
        var one = Samples.Parse(Start + rest);
        Assert.Equal((true, data, contentType), (one.HasData, one.Data.Text(), one.DataContentType));
    }

    [Fact]
    public void An_event_without_a_payload_has_none()
    {
        var one = Samples.Parse(Start[..^1] + "}");
        Assert.False(one.HasData);
        Assert.DoesNotContain("data", one.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Extensions_keep_their_JSON_type()
    {
        var one = Samples.Parse(Start + """ "n":-5,"b":true,"s":"x","gone":null}""");
        Assert.Equal([new("n", "-5", ExtensionKind.Integer), new("b", "true", ExtensionKind.Boolean), new ExtensionAttribute("s", "x")], one.Extensions);
        Assert.EndsWith("""
            "n":-5,"b":true,"s":"x"}
            """.Trim(), one.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", EventErrorCode.MissingAttribute, "specversion")]
    [InlineData("""{"specversion":"1.0","source":"/s","type":"t"}""", EventErrorCode.MissingAttribute, "id")]
    [InlineData("""{"specversion":"1.0","id":"1","type":"t"}""", EventErrorCode.MissingAttribute, "source")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s"}""", EventErrorCode.MissingAttribute, "type")]
    [InlineData("""{"specversion":"1.0","id":null,"source":"/s","type":"t"}""", EventErrorCode.MissingAttribute, "id")]
    [InlineData("""{"specversion":"1.0","id":"","source":"/s","type":"t"}""", EventErrorCode.InvalidValue, "id")]
    [InlineData("""{"specversion":"2.0","id":"1","source":"/s","type":"t"}""", EventErrorCode.UnknownVersion, "specversion")]
    [InlineData("""{"specversion":"1.0","id":1,"source":"/s","type":"t"}""", EventErrorCode.InvalidValue, "id")]
    [InlineData(Start + "\"id\":\"2\"}", EventErrorCode.DuplicateAttribute, "id")]
    [InlineData(Start + "\"x\":\"2\",\"x\":\"3\"}", EventErrorCode.DuplicateAttribute, "x")]
    [InlineData(Start + "\"My\":\"2\"}", EventErrorCode.InvalidName, "My")]
    [InlineData(Start + "\"my-ext\":\"2\"}", EventErrorCode.InvalidName, "my-ext")]
    [InlineData(Start + "\"x\":1.5}", EventErrorCode.InvalidValue, "x")]
    [InlineData(Start + "\"x\":2147483648}", EventErrorCode.InvalidValue, "x")]
    [InlineData(Start + "\"x\":{}}", EventErrorCode.InvalidValue, "x")]
    [InlineData(Start + "\"x\":[1]}", EventErrorCode.InvalidValue, "x")]
    [InlineData(Start + "\"x\":\"a\\u0001\"}", EventErrorCode.InvalidValue, "x")]
    [InlineData(Start + "\"x\":\"\\ud800\"}", EventErrorCode.InvalidValue, "x")]
    [InlineData(Start + "\"subject\":\"\"}", EventErrorCode.InvalidValue, "subject")]
    [InlineData(Start + "\"dataschema\":\"relative\"}", EventErrorCode.InvalidValue, "dataschema")]
    [InlineData(Start + "\"datacontenttype\":\"nonsense\"}", EventErrorCode.InvalidValue, "datacontenttype")]
    [InlineData(Start + "\"time\":\"yesterday\"}", EventErrorCode.InvalidValue, "time")]
    [InlineData(Start + "\"data\":1,\"data_base64\":\"AA==\"}", EventErrorCode.InvalidValue, "data_base64")]
    [InlineData(Start + "\"data_base64\":\"%%\"}", EventErrorCode.InvalidValue, "data_base64")]
    [InlineData(Start + "\"data\":1,\"data\":2}", EventErrorCode.DuplicateAttribute, "data")]
    [InlineData("[]", EventErrorCode.MalformedJson, "object")]
    [InlineData("{\"a\":", EventErrorCode.MalformedJson, "line 1")]
    [InlineData("", EventErrorCode.MalformedJson, "line 1")]
    [InlineData(Start + "\"x\":\"1\"} trailing", EventErrorCode.MalformedJson, "")]
    public void What_breaks_a_rule_is_refused_and_named(string json, EventErrorCode code, string mentioned)
    {
        var error = JsonEventFormat.Parse(json.Bytes(), isReply: false, out var one);
        Assert.NotNull(error);
        Assert.Equal((code, 400), (error.Code, error.Status));
        Assert.Contains(mentioned, error.Message, StringComparison.Ordinal);
        Assert.Null(one);
    }

    [Fact]
    public void A_reply_may_lack_its_id()
    {
        const string Json = """{"specversion":"1.0","source":"/s","type":"t"}""";
        Assert.NotNull(JsonEventFormat.Parse(Json.Bytes(), isReply: false, out _));
        Assert.Null(JsonEventFormat.Parse(Json.Bytes(), isReply: true, out var one));
        Assert.Equal("", one!.Id);
    }

    [Fact]
    public void A_batch_names_the_bad_event_by_its_index_and_gives_none()
    {
        var error = JsonEventFormat.ParseBatch($"[{Start[..^1]}}},{{}}]".Bytes(), isReply: false, out var events);
        Assert.StartsWith("event 1 of the batch: ", error!.Message, StringComparison.Ordinal);
        Assert.Empty(events);
        Assert.Null(JsonEventFormat.ParseBatch("[]"u8.ToArray(), isReply: false, out events));
        Assert.Empty(events);
    }

    [Fact]
    public void Version_0_3_stays_0_3()
    {
        var one = Samples.Parse("""{"specversion":"0.3","id":"1","source":"/s","type":"t","schemaurl":"http://x/y","datacontentencoding":"base64","datacontenttype":"image/png","data":"AAH/"}""");
        Assert.Equal(("0.3", "http://x/y", "0001FF"), (one.SpecVersion, one.GetAttribute("schemaurl"), Convert.ToHexString(one.Data.Span)));
        Samples.Parse(one.ToJson()).SameAs(one);
        Assert.Contains("\"schemaurl\":\"http://x/y\"", one.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_payload_that_claims_to_be_JSON_and_is_none_goes_out_as_base64()
    {
        var one = Samples.Minimal with { DataContentType = "application/json", HasData = true, Data = "{broken"u8.ToArray() };
        Samples.Parse(one.ToJson()).SameAs(one);
    }

    [Property(MaxTest = 500)]
    public void Random_text_never_throws(string text) => JsonEventFormat.Parse((text ?? "").Bytes(), isReply: false, out _);

    [Property(MaxTest = 500)]
    public void A_broken_event_never_throws(int place, byte value)
    {
        var json = (Start + """ "time":"2020-01-01T00:00:00Z","n":5,"data":{"a":[1,2,{"b":null}]}}""").Bytes();
        json[(uint)place % json.Length] = value;
        JsonEventFormat.Parse(json, isReply: false, out _);
    }

    [Theory]
    [InlineData(Start + """ "subject":"s","time":"2020-02-29T12:00:00.5+02:00","dataschema":"http://x","datacontenttype":"application/json","ext":"v","data":{"a":[1,"é"]}}""")]
    [InlineData(Start + """ "datacontenttype":"text/plain","data":"plain"}""")]
    [InlineData(Start + """ "data_base64":"AAEC"}""")]
    public void The_SDK_reads_the_same(string json)
    {
        var ours = Samples.Parse(json);
        var theirs = new JsonEventFormatter().DecodeStructuredModeMessage(ours.ToJson().Bytes(), null, null);
        Assert.Equal((ours.Id, ours.Source, ours.Type, ours.Subject), (theirs.Id, theirs.Source!.OriginalString, theirs.Type, theirs.Subject));
        Assert.Equal(ours.Time is null ? null : DateTimeOffset.Parse(ours.Time, System.Globalization.CultureInfo.InvariantCulture), theirs.Time);
        Assert.Equal(ours.DataSchema, theirs.DataSchema?.OriginalString);
        switch (theirs.Data)
        {
            case JsonElement element:
                Assert.True(JsonElement.DeepEquals(element, JsonDocument.Parse(ours.Data).RootElement));
                break;
            case string text:
                Assert.Equal(ours.Data.Text(), text);
                break;
            case byte[] bytes:
                Assert.Equal(ours.Data.ToArray(), bytes);
                break;
            default:
                Assert.Fail("the SDK found no payload");
                break;
        }
    }
}
