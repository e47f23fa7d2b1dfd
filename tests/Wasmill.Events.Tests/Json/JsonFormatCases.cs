namespace Wasmill.Events.Tests.Json;

/// <summary>
/// Events and batches for the rules of the JSON format (CloudEvents 1.0.2): 10 valid events, 25 invalid ones, 5 valid batches and 3 invalid
/// ones, the same counts and subjects as the format tests of the CloudEvents project.
/// </summary>
internal static class JsonFormatCases
{
    private const string Required = """ "specversion":"1.0","id":"A-1","source":"/mill","type":"mill.ground" """;

    public static IReadOnlyDictionary<string, string> ValidEvents { get; } = new Dictionary<string, string>
    {
        ["only what is required"] = Event(""),
        ["every core attribute"] = Event(
            """ "subject":"rye","time":"2026-11-24T13:42:00Z","dataschema":"https://example.com/grain","datacontenttype":"application/json","data":{"kg":25} """),
        ["optional attributes that are null"] = Event(
            """ "subject":null,"time":null,"dataschema":null,"datacontenttype":null,"someextension":null """),
        ["extensions of every JSON type"] = Event(
            """ "text":"a","whole":2147483647,"least":-2147483648,"yes":true,"no":false,"bytes":"AAEC","link":"/a/b","moment":"2026-11-24T13:42:00Z" """),
        ["text as a string"] = Event(""" "datacontenttype":"text/plain","data":"grüße\n" """),
        ["a JSON string as JSON"] = Event(""" "datacontenttype":"application/json","data":"{\"not\":\"decoded again\"}" """),
        ["JSON without a media type"] = Event(""" "data":[1,2,{"three":null}] """),
        ["bytes as base64"] = Event(""" "datacontenttype":"image/png","data_base64":"iVBORw0KGgo=" """),
        ["a payload that is null"] = Event(""" "data":null """),
        ["a time with an offset and a long fraction"] = Event(""" "time":"2026-11-24T13:42:00.123456700012+05:45" """),
    };

    public static IReadOnlyDictionary<string, (string Json, string Mentioned)> InvalidEvents { get; } =
        new Dictionary<string, (string Json, string Mentioned)>
        {
            ["no id"] = (""" {"specversion":"1.0","source":"/mill","type":"t"} """, "id"),
            ["no source"] = (""" {"specversion":"1.0","id":"1","type":"t"} """, "source"),
            ["no type"] = (""" {"specversion":"1.0","id":"1","source":"/mill"} """, "type"),
            ["no specversion"] = (""" {"id":"1","source":"/mill","type":"t"} """, "specversion"),
            ["an id that is null"] = (""" {"specversion":"1.0","id":null,"source":"/mill","type":"t"} """, "id"),
            ["an empty id"] = (""" {"specversion":"1.0","id":"","source":"/mill","type":"t"} """, "id"),
            ["an empty source"] = (""" {"specversion":"1.0","id":"1","source":"","type":"t"} """, "source"),
            ["an empty type"] = (""" {"specversion":"1.0","id":"1","source":"/mill","type":""} """, "type"),
            ["an unknown version"] = (""" {"specversion":"1.1","id":"1","source":"/mill","type":"t"} """, "specversion"),
            ["a version that is a number"] = (""" {"specversion":1.0,"id":"1","source":"/mill","type":"t"} """, "specversion"),
            ["an empty subject"] = (Event(""" "subject":"" """), "subject"),
            ["an empty dataschema"] = (Event(""" "dataschema":"" """), "dataschema"),
            ["a relative dataschema"] = (Event(""" "dataschema":"/grain" """), "dataschema"),
            ["a source that is no URI reference"] = (""" {"specversion":"1.0","id":"1","source":"two words","type":"t"} """, "source"),
            ["a media type without a subtype"] = (Event(""" "datacontenttype":"json" """), "datacontenttype"),
            ["a time without an offset"] = (Event(""" "time":"2026-11-24T13:42:00" """), "time"),
            ["a time whose offset is out of range"] = (Event(""" "time":"2026-11-24T13:42:00+24:00" """), "time"),
            ["a day that does not exist"] = (Event(""" "time":"2026-02-30T00:00:00Z" """), "time"),
            ["a name with a capital"] = (Event(""" "someExtension":"x" """), "someExtension"),
            ["a name with an underscore"] = (Event(""" "some_extension":"x" """), "some_extension"),
            ["an extension that is an object"] = (Event(""" "ext":{"a":1} """), "ext"),
            ["an extension that is an array"] = (Event(""" "ext":["a"] """), "ext"),
            ["a number that is no integer"] = (Event(""" "ext":1.5 """), "ext"),
            ["an integer of more than 32 bits"] = (Event(""" "ext":2147483648 """), "ext"),
            ["data and data_base64"] = (Event(""" "data":"a","data_base64":"AA==" """), "data_base64"),
        };

    public static IReadOnlyDictionary<string, (string Json, int Count)> ValidBatches { get; } =
        new Dictionary<string, (string Json, int Count)>
        {
            ["none"] = ("[]", 0),
            ["one"] = ($"[{Event("")}]", 1),
            ["two that differ"] = ($$"""[{{Event("")}}, {"specversion":"1.0","id":"2","source":"/other","type":"other","data":1}]""", 2),
            ["the same event twice"] = ($"[{Event("")},{Event("")}]", 2),
            ["payloads of every kind"] = (
                $"""[{Event(""" "data":{} """)},{Event(""" "data_base64":"AA==" """)},{Event(""" "datacontenttype":"text/plain","data":"a" """)}]""",
                3),
        };

    public static IReadOnlyDictionary<string, (string Json, string Mentioned)> InvalidBatches { get; } =
        new Dictionary<string, (string Json, string Mentioned)>
        {
            ["an event instead of an array"] = (Event(""), "array"),
            ["an invalid event among valid ones"] = (
                $"[{Event("")},{Event(""" "subject":"" """)},{Event("")}]", "event 1 of the batch: the attribute subject"),
            ["two versions"] = (
                $$"""[{{Event("")}},{"specversion":"0.3","id":"2","source":"/mill","type":"t"}]""",
                "event 1 of the batch: the attribute specversion"),
        };

    private static string Event(string rest) => rest.Length == 0 ? $"{{{Required}}}" : $"{{{Required},{rest}}}";
}
