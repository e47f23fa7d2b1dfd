using System.Globalization;
using System.Text;

namespace Wasmill.Apps.Tests.Guests;

/// <summary>A response, parsed from the bytes on the wire.</summary>
internal sealed class GuestAnswer
{
    private readonly string[] _lines;

    /// <summary>Parses it.</summary>
    /// <param name="text">The bytes, each as a character.</param>
    public GuestAnswer(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, "the connection was closed without a response");
        _lines = text[..end].Split("\r\n");
        Status = int.Parse(_lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        Body = Encoding.Latin1.GetBytes(text[(end + 4)..]);
        if (Header("transfer-encoding") == "chunked")
            Body = Dechunk(Body);
    }

    public int Status { get; }

    public byte[] Body { get; }

    /// <summary>The values of a header in order, with a bar between them; empty if there is none.</summary>
    public string Header(string name) => string.Join(
        '|',
        _lines.Skip(1)
            .Select(line => line.Split(':', 2))
            .Where(pair => pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair[1].Trim()));

    private static byte[] Dechunk(byte[] bytes)
    {
        var body = new List<byte>(bytes.Length);
        for (var at = 0; ;)
        {
            var end = at + bytes.AsSpan(at).IndexOf("\r\n"u8);
            var length = int.Parse(Encoding.ASCII.GetString(bytes, at, end - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
                return [.. body];
            body.AddRange(bytes.AsSpan(end + 2, length));
            at = end + 2 + length + 2;
        }
    }
}
