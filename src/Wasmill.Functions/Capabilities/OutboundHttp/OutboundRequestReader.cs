using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Wasmill.Events.Http;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.OutboundHttp;

// Tested by: OutboundHttpFunctionsTests, HostArgumentsTests
/// <summary>Reads the ten arguments of a request: method, URL, headers, parameters, body.</summary>
internal static class OutboundRequestReader
{
    /// <summary>The maximum of all header names and values of a request in bytes. Most servers accept no more than 32 KiB.</summary>
    public const int HeadersLimit = 64 << 10;

    /// <summary>The maximum number of headers of a request.</summary>
    public const int HeaderCountLimit = 256;

    private const int RecordSize = 16;
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    // The client writes these headers itself from the URL and the body, so that they cannot contradict them.
    private static readonly HashSet<string> ClientHeaders = new(StringComparer.OrdinalIgnoreCase) { "host", "content-length" };

    /// <summary>Returns headers without those that the client writes itself, and those of a connection.</summary>
    public static List<HeaderField> WithoutClientHeaders(IReadOnlyList<HeaderField> headers)
        => [.. HopByHopHeaders.Remove(headers).Where(header => !ClientHeaders.Contains(header.Name))];

    /// <summary>Reads the arguments. An invalid pointer ends the guest; other problems are returned as a failure.</summary>
    /// <returns>A request whose URI is the URL as the guest wrote it, or a failure.</returns>
    public static (FunctionRequest? Request, OutboundResult? Failure) Read(HostArguments reader, ReadOnlySpan<long> arguments)
    {
        if (arguments[0] is < 0 or > 6)
            reader.Refuse($"{arguments[0]} is not a valid method number");
        if (arguments[7] is not (0 or 1))
            reader.Refuse("the body's presence must be 0 or 1");
        // The parameters exist but are ignored, as in Spin.
        reader.Records("the list of parameters", arguments[5], arguments[6], RecordSize);
        var url = reader.Bytes("the URL", arguments[1], arguments[2]);
        var records = reader.Records("the list of headers", arguments[3], arguments[4], RecordSize);
        var body = arguments[7] == 1 ? reader.Bytes("the body", arguments[8], arguments[9]) : [];

        if (url.Length > OutboundTarget.LengthLimit)
            return Fail(
                OutboundError.InvalidUrl, FormattableString.Invariant($"the URL is longer than {OutboundTarget.LengthLimit} bytes"));
        if (ReadHeaders(reader, records, out var headers) is { } reason)
            return Fail(OutboundError.RuntimeError, reason);
        return (
            new FunctionRequest(Methods[arguments[0]], reader.Text("the URL", arguments[1], arguments[2]), headers, body.ToArray()), null);
    }

    private static string? ReadHeaders(HostArguments reader, ReadOnlySpan<byte> records, out List<HeaderField> headers)
    {
        headers = [];
        if (records.Length > HeaderCountLimit * RecordSize)
            return FormattableString.Invariant($"the request has more than {HeaderCountLimit} headers");
        var total = 0L;
        for (; !records.IsEmpty; records = records[RecordSize..])
        {
            // Checked before anything is copied: all records may point to the same long text.
            var name = reader.Bytes("a header's name", Number(records, 0), Number(records, 4));
            var value = reader.Bytes("a header's value", Number(records, 8), Number(records, 12));
            total += name.Length + value.Length;
            if (total > HeadersLimit)
                return FormattableString.Invariant($"the headers exceed {HeadersLimit} bytes");
            if (!Utf8.IsValid(name) || !Utf8.IsValid(value))
                reader.Refuse("a header is not UTF-8");
            var field = new HeaderField(Encoding.UTF8.GetString(name).ToLowerInvariant(), Encoding.UTF8.GetString(value));
            if (!HeaderRules.IsName(field.Name))
                return "a header name is not valid in HTTP";
            if (!HeaderRules.IsValue(field.Value))
                return $"the value of the header {field.Name} contains control characters";
            headers.Add(field);
        }

        headers = WithoutClientHeaders(headers);
        return null;
    }

    private static (FunctionRequest?, OutboundResult?) Fail(OutboundError error, string reason)
        => (null, OutboundResult.Failure(error, reason));

    private static uint Number(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
}
