using System.Buffers;
using System.Text;
using Wasmill.Events.Http;
using Wasmill.Events.Json;

namespace Wasmill.Events.Tests;

internal static class Samples
{
    public static CloudEvent Minimal { get; } = new() { Id = "1", Source = "/s", Type = "t" };

    public static byte[] Bytes(this string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(this ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static string ToJson(this CloudEvent cloudEvent)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonEventFormat.Write(cloudEvent, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static CloudEvent Parse(string json)
    {
        Assert.Null(JsonEventFormat.Parse(json.Bytes(), isReply: false, out var one));
        return one!;
    }

    public static DecodedMessage Decode(string body, params (string Name, string Value)[] headers)
        => HttpBinding.Decode([.. headers.Select(header => new HeaderField(header.Name, header.Value))], body.Bytes());

    public static void SameAs(this CloudEvent actual, CloudEvent expected)
    {
        foreach (var name in (string[])["specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema"])
            Assert.Equal(expected.GetAttribute(name), actual.GetAttribute(name));
        Assert.Equal(expected.Extensions, actual.Extensions);
        Assert.Equal((expected.HasData, Convert.ToHexString(expected.Data.Span)), (actual.HasData, Convert.ToHexString(actual.Data.Span)));
    }
}
