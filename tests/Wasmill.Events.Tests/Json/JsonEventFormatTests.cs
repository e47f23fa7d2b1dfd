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
        Assert.Equal(
            [new("n", "-5", ExtensionKind.Integer), new("b", "true", ExtensionKind.Boolean), new ExtensionAttribute("s", "x")],
            one.Extensions);
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
    [InlineData(Start + "\"data_base64\":\"\\ud800\"}", EventErrorCode.InvalidValue, "data_base64")]
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
        var one = Samples.Parse(
            """{"specversion":"0.3","id":"1","source":"/s","type":"t","schemaurl":"http://x/y","datacontentencoding":"base64","datacontenttype":"image/png","data":"AAH/"}""");
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
    [InlineData(Start
        + """ "subject":"s","time":"2020-02-29T12:00:00.5+02:00","dataschema":"http://x","datacontenttype":"application/json","ext":"v","data":{"a":[1,"é"]}}""")]
    [InlineData(Start + """ "datacontenttype":"text/plain","data":"plain"}""")]
    [InlineData(Start + """ "data_base64":"AAEC"}""")]
    public void The_SDK_reads_what_was_written_the_same(string json)
    {
        var ours = Samples.Parse(json);
        ours.SameAsSdk(new JsonEventFormatter().DecodeStructuredModeMessage(ours.ToJson().Bytes(), null, null));
    }

    [Fact]
    public void A_JSON_payload_without_a_media_type_is_JSON_and_bytes_without_one_are_not()
    {
        Assert.Equal("application/json", Samples.Parse(Start + "\"data\":1}").DataContentType);
        var bytes = Samples.Parse(Start + "\"data_base64\":\"MTI=\"}");
        Assert.Null(bytes.DataContentType);
        Assert.EndsWith("\"data_base64\":\"MTI=\"}", bytes.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "1.0", "\"schemaurl\":\"not a url\",\"datacontentencoding\":\"gzip\"", null, "schemaurl=not a url datacontentencoding=gzip")]
    [InlineData("1.0", "\"dataschema\":\"urn:a\",\"schemaurl\":\"b\"", "urn:a", "schemaurl=b")]
    [InlineData("0.3", "\"dataschema\":\"not a url\"", null, "dataschema=not a url")]
    [InlineData("0.3", "\"dataschema\":\"a\",\"schemaurl\":\"http://b\"", "http://b", "dataschema=a")]
    public void Names_of_the_other_version_are_extensions_wherever_the_version_stands(
        string version, string rest, string? schema, string extensions)
    {
        foreach (var order in (string[])["{{0},{1}}", "{{1},{0}}"])
        {
            var one = Samples.Parse(order.Replace("{0}", rest, StringComparison.Ordinal)
                .Replace("{1}", $"\"specversion\":\"{version}\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"", StringComparison.Ordinal));
            Assert.Equal(
                (schema, extensions),
                (one.DataSchema, string.Join(' ', one.Extensions.Select(extension => $"{extension.Name}={extension.Value}"))));
            Samples.Parse(one.ToJson()).SameAs(one);
        }
    }

    [Theory]
    [InlineData("\"schemaurl\":\"a b\"", "schemaurl")]
    [InlineData("\"datacontentencoding\":\"gzip\",\"data\":\"AA==\"", "datacontentencoding")]
    [InlineData("\"datacontentencoding\":\"base64\",\"data\":\"%\"", "datacontentencoding")]
    [InlineData("\"datacontentencoding\":\"base64\",\"data\":{}", "datacontentencoding")]
    [InlineData("\"data_base64\":\"AA==\"", "data_base64")]
    public void Version_0_3_has_rules_of_its_own(string rest, string mentioned)
    {
        var json = $"{{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",{rest}}}";
        Assert.Contains(mentioned, JsonEventFormat.Parse(json.Bytes(), isReply: false, out _)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_without_escapes_is_a_part_of_the_body_and_not_copied()
    {
        var body = (Start + "\"datacontenttype\":\"text/plain\",\"data\":\"plain\"}").Bytes();
        Assert.Null(JsonEventFormat.Parse(body, isReply: false, out var one));
        body[^7] = (byte)'P';
        Assert.Equal("Plain", one!.Data.Text());
    }

    [Fact]
    public void Text_with_a_lone_surrogate_is_refused_but_JSON_is_left_as_it_is()
    {
        Assert.NotNull(
            JsonEventFormat.Parse((Start + "\"datacontenttype\":\"text/plain\",\"data\":\"\\ud800\"}").Bytes(), isReply: false, out _));
        Assert.Equal("\"\\ud800\"", Samples.Parse(Start + "\"data\":\"\\ud800\"}").Data.Text());
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("application/xml; charset=utf-8")]
    [InlineData("image/svg+xml")]
    [InlineData("application/cdr+XML")]
    [InlineData("application/yaml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/x-ndjson")]
    [InlineData("application/javascript;charset=\"UTF-8\"")]
    public void A_text_that_is_neither_JSON_nor_text_is_a_string_and_comes_back_byte_for_byte(string mediaType)
    {
        var text = System.Text.Encoding.UTF8.GetBytes("\uFEFF<much wow=\"xml\"/>\r\n\u0000\u00E9\U0001F600");
        var json = (Samples.Minimal with { DataContentType = mediaType, HasData = true, Data = text }).ToJson();

        Assert.Contains("\"data\":", json, StringComparison.Ordinal);
        Assert.Equal(text, Samples.Parse(json).Data.ToArray());
    }

    [Theory]
    [InlineData("application/xml; charset=iso-8859-1", "ab")]
    [InlineData("application/octet-stream", "ab")]
    [InlineData("application/xmlish", "ab")]
    [InlineData("image/png", "ab")]
    [InlineData("application/json", "\"\u00ff\"")]
    [InlineData("text/plain; charset=utf-16", "ab")]
    [InlineData("text/plain", "\u00ff")]
    public void A_payload_that_is_not_the_UTF_8_it_should_be_goes_out_as_base64(string contentType, string latin)
    {
        var one = Samples.Minimal with
        {
            DataContentType = contentType,
            HasData = true,
            Data = System.Text.Encoding.Latin1.GetBytes(latin),
        };
        Assert.Contains("data_base64", one.ToJson(), StringComparison.Ordinal);
        Samples.Parse(one.ToJson()).SameAs(one);
    }

    [Fact]
    public void A_deep_payload_is_taken()
    {
        var deep = new string('[', 900) + new string(']', 900);
        var one = Samples.Parse(Start + "\"data\":" + deep + "}");
        Assert.Equal(deep, one.Data.Text());
        Samples.Parse(one.ToJson()).SameAs(one);
    }
}
