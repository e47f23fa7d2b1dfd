using System.IO.Compression;
using System.Text;
using Wasmill.Server.Tests.Http;

namespace Wasmill.Server.Tests.Ingress;

/// <summary>
/// Makes messages for the ingest that are wrong in every way that a seed comes up with. Text is Latin-1: a character is a byte.
/// </summary>
internal sealed class IngestFuzz(Random random)
{
    private const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private const string Event = "ce-specversion: 1.0\nce-id: 1\nce-source: /s\nce-type: t\nce-time: 2026-11-24T13:42:00Z\n";
    private const string Json =
        """{"specversion":"1.0","id":"1","source":"/s","type":"t","n":1,"datacontenttype":"text/plain","data":"é\ud83d\ude00"}""";

    private static readonly string[] Names =
        [
            "ce-id", "ce-x", "ce-data", "CE-TYPE", "ce-", "ce-datacontenttype", "content-type", "content-encoding", "expect",
            "transfer-encoding", "te", "upgrade", "webhook-request-origin", "accept", "cookie", "host",
        ];

    private static readonly string[] Values =
        [
            "", "1", "1.0", "\"", "%", "%00", "%ff", "gzip", "deflate", "chunked", "100-continue", "application/cloudevents+json",
            "application/cloudevents-batch+json", "application/cloudevents", "text/plain; charset=", "\u00e9", "\u0001", "h2c",
        ];

    /// <summary>A message that HTTP allows: headers, each with its end, and a body whose length is known.</summary>
    public (string Headers, byte[] Body) Message() => random.Next(5) switch
    {
        0 => (Event + Damage("content-type: application/json\nce-x: a%20b\n"), Bytes(100)),
        1 => ("content-type: application/cloudevents+json\n", Encoding.UTF8.GetBytes(Damage(Json))),
        2 => ("content-type: application/cloudevents-batch+json\n", Encoding.UTF8.GetBytes($"[{Json},{Damage(Json)}]")),
        3 => (Event + string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => $"{Pick(Names)}: {Pick(Values)}\n")), Bytes(30)),
        _ => ($"{Event}content-encoding: {Pick(["gzip", "deflate", "x-gzip"])}\n", Damaged(Compressed())),
    };

    /// <summary>Bytes that may be no HTTP at all.</summary>
    public byte[] Stream()
    {
        var whole = RawConnection.Head(Event + $"content-length: {random.Next(20)}\n") + "payload";
        return random.Next(4) switch
        {
            0 => Bytes(300),
            1 => Encoding.Latin1.GetBytes(Damage(Damage(whole))),
            2 => [.. Encoding.Latin1.GetBytes(Preface), .. Bytes(200)],
            _ => Encoding.Latin1.GetBytes(whole[..random.Next(whole.Length)]),
        };
    }

    private static string Clean(string headers) => headers.Replace("\n\n", "\n", StringComparison.Ordinal);

    private string Damage(string text)
    {
        var at = random.Next(text.Length);
        var piece = random.Next(3) == 0 ? Pick(Values) : ((char)random.Next(32, 256)).ToString();
        return Clean(random.Next(2) == 0 ? text.Insert(at, piece) : text.Remove(at, 1).Insert(at, piece));
    }

    private byte[] Compressed()
    {
        using var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(Bytes(2_000));
        return compressed.ToArray();
    }

    private byte[] Damaged(byte[] bytes)
    {
        bytes[random.Next(bytes.Length)] ^= (byte)random.Next(256);
        return bytes[..random.Next(bytes.Length + 1)];
    }

    private byte[] Bytes(int most)
    {
        var bytes = new byte[random.Next(most)];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
