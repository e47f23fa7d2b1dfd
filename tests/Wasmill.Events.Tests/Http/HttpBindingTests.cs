using FsCheck.Xunit;
using Wasmill.Events.Http;

namespace Wasmill.Events.Tests.Http;

public sealed class HttpBindingTests
{
    private static readonly (string, string)[] Required =
        [("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/s"), ("ce-type", "t")];

    [Fact]
    public void A_binary_message_is_read_with_its_payload_untouched()
    {
        var message = Samples.Decode("{ \"a\" : 1 }", [
            .. Required,
            ("Content-Type", "application/json; charset=utf-8"),
            ("CE-MyExt", "v"),
            ("ce-time", "2020-01-01T00:00:00Z"),
            ("host", "x"),
        ]);
        Assert.Equal((MessageKind.Binary, null), (message.Kind, message.Error));
        var one = Assert.Single(message.Events);
        Assert.Equal(
            ("application/json; charset=utf-8", "v", "{ \"a\" : 1 }"), (one.DataContentType, one.GetAttribute("myext"), one.Data.Text()));
    }

    [Theory]
    [InlineData("Euro%20%E2%82%AC", "Euro €")]
    [InlineData("\"quoted \\\" text\"", "quoted \" text")]
    [InlineData("%41", "A")]
    [InlineData("%2541", "%41")]
    [InlineData("100%", "100%")]
    [InlineData("%zz", "%zz")]
    [InlineData("%e2%82%ac", "€")]
    [InlineData("%C3%A9é%41%F0%9F%98%80", "éé" + "A\U0001F600")]
    [InlineData("\"%41\"", "A")]
    [InlineData("\"\\%41\"", "A")]
    [InlineData("\"a\\\\\"", "a\\")]
    [InlineData("\"a\"b\"", "\"a\"b\"")]
    [InlineData("\"a\\\"", "\"a\\\"")]
    [InlineData("\"", "\"")]
    [InlineData("\"\"", "")]
    public void Header_values_are_unquoted_and_decoded_once(string header, string value)
        => Assert.Equal(value, Samples.Decode("", [.. Required, ("ce-x", header)]).Events[0].GetAttribute("x"));

    [Theory]
    [InlineData("ce-x", "%C0%A0", EventErrorCode.InvalidValue)]
    [InlineData("ce-x", "%FF", EventErrorCode.InvalidValue)]
    [InlineData("ce-x", "%E2%82", EventErrorCode.InvalidValue)]
    [InlineData("ce-x", "%ED%A0%80", EventErrorCode.InvalidValue)]
    [InlineData("ce-x", "%EF%BF%BE", EventErrorCode.InvalidValue)]
    [InlineData("ce-x", "%F0%9F%BF%BF", EventErrorCode.InvalidValue)]
    [InlineData("ce-x", "%C2%85", EventErrorCode.InvalidValue)]
    [InlineData("ce-x", "%7F", EventErrorCode.InvalidValue)]
    [InlineData("CE-ID", "2", EventErrorCode.DuplicateAttribute)]
    [InlineData("ce-x", "%00", EventErrorCode.InvalidValue)]
    [InlineData("ce-my-ext", "v", EventErrorCode.InvalidName)]
    [InlineData("ce-my_ext", "v", EventErrorCode.InvalidName)]
    [InlineData("ce-", "v", EventErrorCode.InvalidName)]
    [InlineData("ce-data", "v", EventErrorCode.InvalidName)]
    [InlineData("ce-datacontenttype", "a/b", EventErrorCode.InvalidName)]
    [InlineData("ce-id", "2", EventErrorCode.DuplicateAttribute)]
    [InlineData("ce-subject", "", EventErrorCode.InvalidValue)]
    [InlineData("ce-time", "2020-13-01T00:00:00Z", EventErrorCode.InvalidValue)]
    [InlineData("content-type", "nonsense", EventErrorCode.InvalidValue)]
    public void A_wrong_header_is_refused(string name, string value, EventErrorCode code)
    {
        var message = Samples.Decode("", [.. Required, (name, value)]);
        Assert.Equal((code, 400), (message.Error!.Code, message.Error.Status));
        Assert.Empty(message.Events);
    }

    [Theory]
    [InlineData("ce-specversion", "specversion")]
    [InlineData("ce-id", "id")]
    [InlineData("ce-source", "source")]
    [InlineData("ce-type", "type")]
    public void A_missing_attribute_is_named(string header, string attribute)
    {
        var error = Samples.Decode("", [.. Required.Where(one => one.Item1 != header)]).Error!;
        Assert.Equal((EventErrorCode.MissingAttribute, $"the required attribute {attribute} is missing"), (error.Code, error.Message));
    }

    [Fact]
    public void A_message_without_any_attribute_is_no_event()
    {
        var message = Samples.Decode("{}", ("content-type", "application/json"));
        Assert.Equal((MessageKind.NotAnEvent, EventErrorCode.NotAnEvent, 400), (message.Kind, message.Error!.Code, message.Error.Status));
    }

    [Theory]
    [InlineData("application/cloudevents+json", MessageKind.Structured, null)]
    [InlineData("Application/CloudEvents+JSON; charset=UTF-8", MessageKind.Structured, null)]
    [InlineData("application/cloudevents+xml", MessageKind.Structured, 415)]
    [InlineData("application/cloudevents", MessageKind.Structured, 415)]
    [InlineData("application/cloudevents+json; charset=utf-16", MessageKind.Structured, 415)]
    [InlineData("application/cloudevents+json; a=b;charset=\"UTF-8\"; c=d", MessageKind.Structured, null)]
    [InlineData("application/cloudevents+json; xcharset=utf-16", MessageKind.Structured, null)]
    [InlineData("application/cloudevents-batch+xml", MessageKind.Batch, 415)]
    public void The_media_type_decides_the_mode(string contentType, MessageKind kind, int? status)
    {
        var message = Samples.Decode("""{"specversion":"1.0","id":"1","source":"/s","type":"t"}""", ("content-type", contentType));
        Assert.Equal((kind, status), (message.Kind, message.Error?.Status));
    }

    [Fact]
    public void A_batch_gives_all_its_events()
    {
        var events = new[] { Samples.Minimal, Samples.Minimal with { Id = "2", HasData = true, Data = "7"u8.ToArray() } };
        var encoded = HttpBinding.EncodeBatch(events);
        var message = HttpBinding.Decode(encoded.Headers, encoded.Body);
        Assert.Equal((MessageKind.Batch, null, 2), (message.Kind, message.Error, message.Events.Count));
        message.Events[1].SameAs(events[1]);
    }

    [Fact]
    public void A_reply_without_id_is_read_as_one()
    {
        IReadOnlyList<HeaderField> headers = [new("ce-specversion", "1.0"), new("ce-source", "/s"), new("ce-type", "t")];
        Assert.NotNull(HttpBinding.Decode(headers, default).Error);
        Assert.Equal("", Assert.Single(HttpBinding.DecodeReply(headers, default).Events).Id);
    }

    [Fact]
    public void An_empty_payload_differs_from_none()
    {
        Assert.False(Samples.Decode("", Required).Events[0].HasData);
        Assert.True(Samples.Decode("", [.. Required, ("content-type", "text/plain")]).Events[0].HasData);
    }

    [Fact]
    public void A_lone_surrogate_in_a_header_is_refused_and_not_replaced()
        => Assert.Equal(EventErrorCode.InvalidValue, Samples.Decode("", [.. Required, ("ce-x", "%41" + '\uD800')]).Error!.Code);

    [Fact]
    public void Two_media_types_are_refused()
    {
        var error = Samples.Decode("", [.. Required, ("content-type", "text/plain"), ("Content-Type", "text/plain")]).Error!;
        Assert.Equal((EventErrorCode.DuplicateAttribute, 400), (error.Code, error.Status));
    }

    [Fact]
    public void A_payload_without_a_media_type_gets_none_on_its_way()
    {
        var one = Samples.Decode("12", Required).Events[0];
        Assert.DoesNotContain(HttpBinding.Encode(one, ContentMode.Binary).Headers, header => header.Name == "content-type");
        Assert.Contains("\"data_base64\":\"MTI=\"", one.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_0_3_event_that_says_its_body_is_base64_keeps_both_in_both_modes()
    {
        var one = Samples.Decode(
            "AAH/", ("ce-specversion", "0.3"), ("ce-id", "1"), ("ce-source", "/s"), ("ce-type", "t"), ("ce-datacontentencoding", "base64"),
            ("ce-schemaurl", "/s"), ("content-type", "image/png")).Events[0];
        Assert.Equal(("AAH/", "/s"), (one.Data.Text(), one.GetAttribute("schemaurl")));
        var binary = HttpBinding.Encode(one, ContentMode.Binary);
        Assert.Contains(new HeaderField("ce-datacontentencoding", "base64"), binary.Headers);
        Assert.EndsWith("""
            "schemaurl":"/s","datacontentencoding":"base64","data":"AAH/"}
            """, one.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","stamp":"forged","x":"y"}""", "stamp=now x=y")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t","x":"y"}""", "x=y stamp=now")]
    public void A_stamp_takes_the_place_of_the_senders_own(string json, string extensions)
    {
        HeaderField[] headers = [new("content-type", "application/cloudevents-batch+json")];
        var message = HttpBinding.Decode(headers, $"[{json},{json}]".Bytes(), new ExtensionAttribute("stamp", "now"));
        Assert.Equal(
            [extensions, extensions],
            message.Events.Select(one => string.Join(' ', one.Extensions.Select(extension => $"{extension.Name}={extension.Value}"))));
    }

    [Property(MaxTest = 500)]
    public bool Any_legal_value_survives_both_modes(string text, byte[] data)
    {
        var value = new string([.. (text ?? "x").Where(character => !char.IsControl(character)
            && !char.IsSurrogate(character)
            && character is not (>= '\uFDD0' and <= '\uFDEF' or '\uFFFE' or '\uFFFF'))]) + "é\U0001F600";
        var one = Samples.Minimal with
        {
            Type = value,
            Subject = value,
            DataContentType = "application/octet-stream",
            HasData = true,
            Data = data ?? [],
            Extensions = [new ExtensionAttribute("ext", value)],
        };
        foreach (var mode in (ContentMode[])[ContentMode.Binary, ContentMode.Structured])
        {
            var encoded = HttpBinding.Encode(one, mode);
            Assert.All(encoded.Headers, header => Assert.All(header.Value, character => Assert.InRange(character, '\u0020', '\u007e')));
            var message = HttpBinding.Decode(encoded.Headers, encoded.Body);
            Assert.Null(message.Error);
            message.Events[0].SameAs(one);
        }

        return true;
    }
}
