using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Wasmill.Apps.Tests.Guests;

/// <summary>
/// A case of a guest's cases.json: a request and what must be in the response. Its fields are in ../shared/guests/rust/README.md.
/// </summary>
internal sealed class GuestCase
{
    private readonly JsonElement _case;
    private readonly string _sink;

    private GuestCase(JsonElement one, string sink) => (_case, _sink) = (one, sink);

    public string Name => _case.GetProperty("name").GetString()!;

    /// <summary>The request as it stands on the wire, byte for character.</summary>
    public string Request
    {
        get
        {
            var request = _case.GetProperty("request");
            var text = new StringBuilder($"{request.GetProperty("method")} {request.GetProperty("path")} HTTP/1.1\r\n");
            text.Append("host: 127.0.0.1\r\nconnection: close\r\n");
            foreach (var header in request.GetProperty("headers").EnumerateArray())
                text.Append($"{header[0]}: {header[1].GetString()!.Replace("{SINK}", _sink, StringComparison.Ordinal)}\r\n");
            if (!request.TryGetProperty("body", out var content))
                return text.Append("\r\n").ToString();
            var body = content.ValueKind == JsonValueKind.String
                ? Encoding.UTF8.GetBytes(content.GetString()!)
                : content.GetProperty("base64").GetBytesFromBase64();
            text.Append(CultureInfo.InvariantCulture, $"content-length: {body.Length}\r\n\r\n");
            return text.Append(Encoding.Latin1.GetString(body)).ToString();
        }
    }

    /// <summary>Reads the cases of a guest in order.</summary>
    public static IReadOnlyList<GuestCase> Read(string file, string sink)
        => [.. JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateArray().Select(one => new GuestCase(one, sink))];

    /// <summary>Checks the response.</summary>
    public void Check(GuestAnswer answer)
    {
        var wanted = _case.GetProperty("response");
        var text = Encoding.UTF8.GetString(answer.Body);
        Assert.True(wanted.GetProperty("status").GetInt32() == answer.Status, $"{Name}: status {answer.Status}, {text}");
        if (wanted.TryGetProperty("headers", out var headers))
        {
            foreach (var header in headers.EnumerateObject())
                Assert.Equal((Name, header.Name, string.Join('|', Values(header.Value))), (Name, header.Name, answer.Header(header.Name)));
        }

        if (wanted.TryGetProperty("body", out var body))
            Assert.Equal((Name, body.GetString()), (Name, text));
        if (wanted.TryGetProperty("body_json", out var json))
            Assert.True(JsonElement.DeepEquals(json, JsonDocument.Parse(text).RootElement), $"{Name}: {text}");
        if (wanted.TryGetProperty("body_contains", out var parts))
            Assert.All(parts.EnumerateArray(), part => Assert.Contains(part.GetString()!, text, StringComparison.Ordinal));
        if (wanted.TryGetProperty("body_length_crc32", out var sum))
            Assert.Equal((Name, sum[0].GetInt32(), sum[1].GetUInt32()), (Name, answer.Body.Length, Checksum(answer.Body)));
    }

    private static IEnumerable<string> Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Array => value.EnumerateArray().Select(one => one.GetString()!),
        _ => [value.GetString()!],
    };

    private static uint Checksum(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var i = 0; i < 8; i++)
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }
}
