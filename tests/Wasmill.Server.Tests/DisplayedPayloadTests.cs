using System.Buffers;
using System.Text;
using System.Text.Json;
using Wasmill.Events;
using Wasmill.Server.Display;

namespace Wasmill.Server.Tests;

public sealed class DisplayedPayloadTests
{
    [Theory]
    [InlineData("application/json", "{\"a\":1.0}", "json", null)]
    [InlineData("application/x+json; charset=utf-8", " 1e3 ", "json", null)]
    [InlineData("application/json", "{\"a\":\n1", "broken", "a syntax error in line 2, byte 2")]
    [InlineData("application/json", "1 2", "broken", "a syntax error in line 1, byte 3")]
    [InlineData("application/json", "", "broken", "nothing")]
    [InlineData("text/plain", "{\"a\":1.0}", "text", null)]
    [InlineData(null, "{\"a\":1.0}", "other", null)]
    public void A_text_is_shown_as_it_came(string? type, string text, string format, string? problem)
    {
        var shown = Write(type, Encoding.UTF8.GetBytes(text));
        Assert.Equal(
            (text, format, problem, Encoding.UTF8.GetByteCount(text)),
            (shown.GetProperty("text").GetString(),
                shown.GetProperty("format").GetString(),
                shown.TryGetProperty("problem", out var wrong) ? wrong.GetString() : null,
                shown.GetProperty("bytes").GetInt32()));
    }

    [Theory]
    [InlineData("image/png", new byte[] { 0x89, 0x50 }, "other")]
    [InlineData("application/protobuf", new byte[] { 0x08, 0x01 }, "other")]
    [InlineData("text/plain", new byte[] { 0x61, 0xff }, "other")]
    [InlineData("application/json", new byte[] { 0x22, 0xff, 0x22 }, "broken")]
    public void What_is_no_text_is_shown_as_bytes(string type, byte[] bytes, string format)
    {
        var shown = Write(type, bytes);
        Assert.Equal((format, false), (shown.GetProperty("format").GetString(), shown.TryGetProperty("text", out _)));
        Assert.Equal(bytes, shown.GetProperty("base64").GetBytesFromBase64());
    }

    private static JsonElement Write(string? type, byte[] data)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            DisplayedPayload.Write(
                new CloudEvent { Id = "1", Source = "/s", Type = "t", DataContentType = type, HasData = true, Data = data }, json);
        }

        return JsonElement.Parse(bytes.WrittenSpan);
    }
}
