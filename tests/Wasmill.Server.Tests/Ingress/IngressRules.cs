namespace Wasmill.Server.Tests.Ingress;

/// <summary>
/// The rules that an ingress enforces (CloudEvents 1.0.2 with its JSON format and HTTP binding), by their number in the project's
/// checklist, both sides of each.
/// </summary>
internal static class IngressRules
{
    public const int Count = 18;

    private const string Rest = "ce-source: /s\nce-type: t\n";
    private const string Binary = "ce-specversion: 1.0\nce-id: 1\n" + Rest;
    private const string Structured = "content-type: application/cloudevents+json\n";
    private const string Batch = "content-type: application/cloudevents-batch+json\n";
    private const string Json = """{"specversion":"1.0","id":"1","source":"/s","type":"t" """;
    private const string Json03 = """{"specversion":"0.3","id":"1","source":"/s","type":"t" """;

    public static IReadOnlyDictionary<string, AcceptedCase> Accepted { get; } = new Dictionary<string, AcceptedCase>
    {
        ["1 what is required is enough"] = new(
            Binary, "", ["ce-specversion: 1.0", "ce-id: 1", "ce-source: /s", "ce-type: t", "!content-type"], ""),
        ["1 in JSON as well"] = new(Structured, Json + "}", ["ce-specversion: 1.0", "ce-id: 1", "ce-source: /s", "ce-type: t"], ""),
        ["2 version 0.3 stays 0.3"] = new(
            "ce-specversion: 0.3\nce-id: 1\nce-schemaurl: http://x/y\n" + Rest, "", ["ce-specversion: 0.3", "ce-schemaurl: http://x/y"]),
        ["2 version 0.3 in JSON with base64"] = new(
            Structured,
            Json03 + ""","datacontenttype":"image/png","datacontentencoding":"base64","data":"QUJD"}""",
            ["ce-specversion: 0.3", "content-type: image/png"],
            "ABC"),
        ["2 version 0.3 with base64 in headers"] = new(
            "ce-specversion: 0.3\nce-id: 1\nce-datacontentencoding: base64\ncontent-type: image/png\n" + Rest,
            "QUJD",
            ["ce-datacontentencoding: base64"],
            "QUJD"),
        ["3 names of letters and digits, however long"] = new(
            Binary + "ce-abcdefghijklmnopqrstuvwxyz0123456789: v\n", "", ["ce-abcdefghijklmnopqrstuvwxyz0123456789: v"]),
        ["4 header names have no case"] = new("CE-SpecVersion: 1.0\nCE-ID: 1\nCe-MyExt: v\n" + Rest, "", ["ce-myext: v", "ce-id: 1"]),
        ["4 nor have media types"] = new("content-type: Application/CloudEvents+JSON; charset=UTF-8\n", Json + "}", ["ce-id: 1"]),
        ["5 any other character"] = new(
            Structured, Json + ",\"subject\":\"\\ud83d\\ude00 \\ufffd\"}", ["ce-subject: %F0%9F%98%80%20%EF%BF%BD"]),
        ["6 integers and booleans"] = new(
            Structured,
            Json + ",\"a\":-2147483648,\"b\":2147483647,\"c\":true,\"d\":false,\"e\":\"AAE=\"}",
            ["ce-a: -2147483648", "ce-b: 2147483647", "ce-c: true", "ce-d: false", "ce-e: AAE="]),
        ["7 values that follow their rule"] = new(
            "ce-specversion: 1.0\nce-id: 1\nce-type: t\nce-source: urn:mill:1?x#y\nce-dataschema: https://e.com/s#v1\nce-subject: s\n"
                + "ce-time: 2026-11-24T13:42:00.5+23:59\ncontent-type: text/plain; charset=\"utf-8\"; a=b\n",
            "x",
            [
                "ce-source: urn:mill:1?x#y",
                "ce-dataschema: https://e.com/s#v1",
                "ce-time: 2026-11-24T13:42:00.5+23:59",
                "content-type: text/plain; charset=\"utf-8\"; a=b",
            ],
            "x"),
        ["8 a content type of its own is binary mode"] = new(
            Binary + "content-type: application/xml\n", "<a/>", ["content-type: application/xml"], "<a/>"),
        ["8 a structured content type is structured mode"] = new(
            Structured, Json + ""","data":{"a": 1}}""", ["content-type: application/json"], "{\"a\": 1}"),
        ["8 a batch content type is batched mode"] = new(Batch, $"[{Json}}}]", ["ce-id: 1"]),
        ["9 the content type is the attribute"] = new(
            Structured,
            Json + ""","datacontenttype":"text/csv","data":"a,b\n1,2"}""",
            ["content-type: text/csv", "!ce-datacontenttype"],
            "a,b\n1,2"),
        ["10 a quoted string"] = new(Binary + "ce-x: \"a \\\"b\\\" \\\\ c\"\n", "", ["ce-x: a%20%22b%22%20\\%20c"]),
        ["10 escapes in either case and needless ones"] = new(Binary + "ce-x: Euro%20%e2%82%ac%41\n", "", ["ce-x: Euro%20%E2%82%ACA"]),
        ["10 an escape in a quoted string"] = new(Binary + "ce-x: \"%41 %22\"\n", "", ["ce-x: A%20%22"]),
        ["10 one round only"] = new(Binary + "ce-x: %2541\n", "", ["ce-x: %2541"]),
        ["11 everything but printable ASCII is escaped"] = new(
            Structured,
            Json + ",\"subject\":\" é\\\"%€😀~!#$&'()*+,/:;=?@[]\"}",
            ["ce-subject: %20%C3%A9%22%25%E2%82%AC%F0%9F%98%80~!#$&'()*+,/:;=?@[]"]),
        ["12 the body decides, not the headers"] = new(Structured + "ce-id: 2\nce-x: y\n", Json + "}", ["ce-id: 1", "!ce-x"]),
        ["13 events of a batch differ in all but the version"] = new(Batch, $$"""[{{Json03}}}]""", ["ce-specversion: 0.3"]),
        ["14 null is no attribute"] = new(
            Structured,
            Json + ",\"subject\":null,\"time\":null,\"x\":null,\"data_base64\":null}",
            ["!ce-subject", "!ce-time", "!ce-x", "!content-type"],
            ""),
        ["14 data without a type is JSON"] = new(
            Structured, Json + ",\"data\":[ 1,2.0 ]}", ["content-type: application/json"], "[ 1,2.0 ]"),
        ["14 data_base64 without a type is anything"] = new(Structured, Json + ",\"data_base64\":\"QUJD\"}", ["!content-type"], "ABC"),
        ["15 null is a payload"] = new(Structured, Json + ",\"data\":null}", ["content-type: application/json"], "null"),
        ["15 a JSON string stays one"] = new(
            Structured,
            Json + ",\"datacontenttype\":\"application/json\",\"data\":\"{\\\"a\\\":1}\"}",
            ["content-type: application/json"],
            "\"{\\\"a\\\":1}\""),
        ["16 64 KiB of payload with 16 KiB of attributes"] = new(
            Binary + $"content-type: text/plain\nce-x: {new string('x', 16 << 10)}\n",
            new string('y', 64 << 10),
            ["ce-id: 1"],
            new string('y', 64 << 10)),
        ["16 1 MiB"] = new(Binary + "content-type: text/plain\n", new string('y', 1 << 20), ["ce-id: 1"], new string('y', 1 << 20)),
        ["17 an event"] = new(Binary, "", ["ce-id: 1"]),
        ["17 the same event again is delivered again"] = new(Binary, "", ["ce-id: 1"]),
        ["18 what is optional goes on unchanged"] = new(
            Binary + "ce-subject: s\nce-time: 2026-11-24t13:42:00.000z\nce-dataschema: urn:x\n"
                + "ce-traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\nce-sequence: 0007\n"
                + "content-type: application/json\n",
            "{ \"a\" : 1.0e0, \"a\":\"\\u00e9\" }",
            [
                "ce-subject: s",
                "ce-time: 2026-11-24t13:42:00.000z",
                "ce-dataschema: urn:x",
                "ce-traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "ce-sequence: 0007",
            ],
            "{ \"a\" : 1.0e0, \"a\":\"\\u00e9\" }"),
    };

    public static IReadOnlyDictionary<string, RefusedCase> Refused { get; } = new Dictionary<string, RefusedCase>
    {
        ["1 no id"] = new("ce-specversion: 1.0\n" + Rest, "", "id"),
        ["1 no source"] = new("ce-specversion: 1.0\nce-id: 1\nce-type: t\n", "", "source"),
        ["1 no type"] = new("ce-specversion: 1.0\nce-id: 1\nce-source: /s\n", "", "type"),
        ["1 no version"] = new("ce-id: 1\n" + Rest, "", "specversion"),
        ["1 an empty id"] = new("ce-specversion: 1.0\nce-id:\n" + Rest, "", "id"),
        ["1 an empty type"] = new("ce-specversion: 1.0\nce-id: 1\nce-source: /s\nce-type: \"\"\n", "", "type"),
        ["1 no attribute at all"] = new("content-type: application/json\n", "{}", "not a CloudEvent"),
        ["1 nothing at all"] = new("", "", "not a CloudEvent"),
        ["2 version 0.2"] = new("ce-specversion: 0.2\nce-id: 1\n" + Rest, "", "specversion"),
        ["2 version 2.0"] = new(Structured, Json.Replace("1.0", "2.0", StringComparison.Ordinal) + "}", "specversion"),
        ["2 version 0.3 with another encoding"] = new(
            Structured, Json03 + ",\"datacontentencoding\":\"gzip\",\"data\":\"QUJD\"}", "datacontentencoding"),
        ["3 a dash"] = new(Binary + "ce-my-ext: v\n", "", "my-ext"),
        ["3 an underscore"] = new(Binary + "ce-my_ext: v\n", "", "my_ext"),
        ["3 no name"] = new(Binary + "ce-: v\n", "", "attribute name"),
        ["3 a capital in JSON"] = new(Structured, Json + ",\"myExt\":\"v\"}", "myExt"),
        ["3 a letter that is not ASCII in JSON"] = new(Structured, Json + ",\"gr\\u00fcn\":\"v\"}", "attribute name"),
        ["4 the name data"] = new(Binary + "ce-data: v\n", "", "data"),
        ["4 twice the same"] = new(Binary + "ce-x: v\nce-x: v\n", "", "x"),
        ["4 twice in different cases"] = new(Binary + "ce-x: v\nCE-X: w\n", "", "x"),
        ["4 a required one twice"] = new(Binary + "ce-id: 2\n", "", "id"),
        ["4 twice in JSON"] = new(Structured, Json + ",\"id\":\"1\"}", "id"),
        ["4 two content types"] = new(Binary + "content-type: text/plain\ncontent-type: text/plain\n", "", "Content-Type"),
        ["5 U+0000"] = new(Binary + "ce-x: a%00\n", "", "attribute x"),
        ["5 U+007F"] = new(Binary + "ce-x: a%7F\n", "", "attribute x"),
        ["5 U+0085"] = new(Binary + "ce-x: a%C2%85\n", "", "attribute x"),
        ["5 U+FFFE"] = new(Binary + "ce-x: a%EF%BF%BE\n", "", "attribute x"),
        ["5 U+FDD0"] = new(Binary + "ce-x: a%EF%B7%90\n", "", "attribute x"),
        ["5 U+10FFFF"] = new(Binary + "ce-x: a%F4%8F%BF%BF\n", "", "attribute x"),
        ["5 a control character as it is"] = new(Binary + "ce-x: a\u0001b\n", "", "attribute x"),
        ["5 a lone surrogate in JSON"] = new(Structured, Json + ",\"subject\":\"\\ud800\"}", "subject"),
        ["5 a control character in JSON"] = new(Structured, Json + ",\"subject\":\"a\\nb\"}", "subject"),
        ["6 a fraction"] = new(Structured, Json + ",\"x\":1.5}", "attribute x"),
        ["6 2^31"] = new(Structured, Json + ",\"x\":2147483648}", "attribute x"),
        ["6 -2^31 - 1"] = new(Structured, Json + ",\"x\":-2147483649}", "attribute x"),
        ["6 True"] = new(Structured, Json + ",\"x\":True}", "line 1"),
        ["6 a boolean for text"] = new(Structured, Json + ",\"subject\":true}", "subject"),
        ["6 no base64"] = new(Structured, Json + ",\"data_base64\":\"A\"}", "data_base64"),
        ["7 an empty source"] = new("ce-specversion: 1.0\nce-id: 1\nce-type: t\nce-source:\n", "", "source"),
        ["7 a source that is no URI reference"] = new("ce-specversion: 1.0\nce-id: 1\nce-type: t\nce-source: a b\n", "", "source"),
        ["7 a relative dataschema"] = new(Binary + "ce-dataschema: /s\n", "", "dataschema"),
        ["7 an empty dataschema"] = new(Binary + "ce-dataschema:\n", "", "dataschema"),
        ["7 an empty subject"] = new(Binary + "ce-subject:\n", "", "subject"),
        ["7 a time without an offset"] = new(Binary + "ce-time: 2026-11-24T13:42:00\n", "", "time"),
        ["7 an offset out of range"] = new(Binary + "ce-time: 2026-11-24T13:42:00+24:00\n", "", "time"),
        ["7 a content type without a subtype"] = new(Binary + "content-type: text\n", "", "datacontenttype"),
        ["7 an empty content type"] = new(Binary + "content-type:\n", "", "datacontenttype"),
        ["8 a format that is not known"] = new(
            "content-type: application/cloudevents+xml\n", "<event/>", "application/cloudevents+xml", 415),
        ["8 a format that is not known with attributes in headers"] = new(
            Binary + "content-type: application/cloudevents+protobuf\n", "x", "application/cloudevents+protobuf", 415),
        ["8 a batch in a format that is not known"] = new(
            "content-type: application/cloudevents-batch+xml\n", "<events/>", "application/cloudevents-batch+xml", 415),
        ["8 another charset"] = new("content-type: application/cloudevents+json; charset=utf-16\n", Json + "}", "UTF-8", 415),
        ["9 ce-datacontenttype"] = new(Binary + "ce-datacontenttype: text/plain\n", "", "datacontenttype"),
        ["9 ce-datacontenttype besides Content-Type"] = new(
            Binary + "content-type: text/plain\nCe-DataContentType: text/plain\n", "x", "datacontenttype"),
        ["10 an overlong form"] = new(Binary + "ce-x: %C0%A0\n", "", "attribute x"),
        ["10 a byte that is never UTF-8"] = new(Binary + "ce-x: %FF\n", "", "attribute x"),
        ["10 half a character"] = new(Binary + "ce-x: %E2%82\n", "", "attribute x"),
        ["10 an encoded surrogate"] = new(Binary + "ce-x: %ED%A0%80\n", "", "attribute x"),
        ["11 bytes that are not UTF-8 are not passed on"] = new(Binary + "ce-x: \u00ff\n", "", ""),
        ["12 attributes in headers alone"] = new(Structured + Binary, "{}", "specversion"),
        ["12 no JSON"] = new(Structured, "{", "line 1"),
        ["12 two events"] = new(Structured, $"{Json}}}{Json}}}", "JSON"),
        ["13 two versions"] = new(Batch, $"[{Json}}},{Json03}}}]", "event 1 of the batch: the attribute specversion"),
        ["13 one event that is wrong"] = new(Batch, $"[{Json}}},{Json},\"subject\":\"\"}}]", "event 1 of the batch: the attribute subject"),
        ["13 an event instead of a batch"] = new(Batch, Json + "}", "array"),
        ["13 a batch instead of an event"] = new(Structured, $"[{Json}}}]", "object"),
        ["14 both kinds of data"] = new(Structured, Json + ",\"data\":1,\"data_base64\":\"AA==\"}", "data_base64"),
        ["14 a required attribute that is null"] = new(Structured, Json.Replace("\"1\"", "null", StringComparison.Ordinal) + "}", "id"),
        ["15 data twice"] = new(Structured, Json + ",\"data\":null,\"data\":1}", "data"),
        ["15 text that is no Unicode"] = new(Structured, Json + ",\"datacontenttype\":\"text/plain\",\"data\":\"\\udc00\"}", "data"),
        ["16 more than 1 MiB"] = new(Binary, new string('y', (1 << 20) + 1), "1 MiB", 413),
        ["16 more than 1 MiB in JSON"] = new(Structured, Json + $",\"data\":\"{new string('y', 1 << 20)}\"}}", "1 MiB", 413),
        ["17 an id alone is no identity"] = new("ce-specversion: 1.0\nce-id: 1\nce-type: t\n", "", "source"),
        ["18 an extension that breaks a rule is not dropped in silence"] = new(Structured, Json + ",\"x\":{\"a\":1}}", "attribute x"),
    };
}
