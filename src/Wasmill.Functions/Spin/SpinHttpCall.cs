using System.Buffers.Binary;
using System.Text;
using Wasmill.Events.Http;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Spin;

/// <summary>
/// One call of <c>handle-http-request</c>: ten i32 arguments, a return area of 28 bytes. Everything that the guest returns is checked before it is used.
/// </summary>
internal static class SpinHttpCall
{
    private const int HeaderBytes = 16;
    private const int ReturnAreaBytes = 28;

    // The guest's own methods, by number.
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    /// <summary>Whether the ABI has a number for this method.</summary>
    public static bool Knows(string method) => Array.IndexOf(Methods, method) >= 0;

    /// <summary>Passes a request to a guest and reads its answer.</summary>
    /// <exception cref="BadAnswerException">The answer breaks the ABI or HTTP.</exception>
    public static FunctionResponse Invoke(SandboxInstance instance, FunctionRequest request)
    {
        var (uri, uriLength) = Place(instance, request.Uri);
        var headers = PlaceHeaders(instance, request.Headers);
        var (body, bodyLength) = Place(instance, request.Body.Span);
        var area = instance.Call(
            SpinHttpExports.Handle,
            Array.IndexOf(Methods, request.Method), uri, uriLength, headers, request.Headers.Count,
            4, 0,
            1, body, bodyLength);
        return ReadAnswer(instance, (uint)area);
    }

    private static (int Address, int Length) Place(SandboxInstance instance, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Place(instance, bytes);
    }

    private static (int Address, int Length) Place(SandboxInstance instance, ReadOnlySpan<byte> bytes)
    {
        var address = Allocate(instance, 1, bytes.Length);
        if (bytes.Length > 0)
            bytes.CopyTo(Slice(instance, (uint)address, (uint)bytes.Length, "canonical_abi_realloc gave a block"));
        return (address, bytes.Length);
    }

    private static int PlaceHeaders(SandboxInstance instance, IReadOnlyList<HeaderField> headers)
    {
        var array = Allocate(instance, 4, headers.Count * HeaderBytes);
        for (var i = 0; i < headers.Count; i++)
        {
            var (name, nameLength) = Place(instance, headers[i].Name);
            var (value, valueLength) = Place(instance, headers[i].Value);
            // Taken anew for every header: each allocation may have grown the memory.
            var record = Slice(instance, (uint)array + (uint)(i * HeaderBytes), HeaderBytes, "canonical_abi_realloc gave a block");
            BinaryPrimitives.WriteInt32LittleEndian(record, name);
            BinaryPrimitives.WriteInt32LittleEndian(record[4..], nameLength);
            BinaryPrimitives.WriteInt32LittleEndian(record[8..], value);
            BinaryPrimitives.WriteInt32LittleEndian(record[12..], valueLength);
        }

        return array;
    }

    // An empty block needs no memory: its address is any that is aligned and not null.
    private static int Allocate(SandboxInstance instance, int alignment, int size)
        => size == 0 ? alignment : instance.Call(SpinHttpExports.Realloc, 0, 0, alignment, size);

    private static FunctionResponse ReadAnswer(SandboxInstance instance, uint address)
    {
        var area = Slice(instance, address, ReturnAreaBytes, "the return area lies");
        var status = BinaryPrimitives.ReadUInt16LittleEndian(area);
        if (status is < 100 or > 599)
            throw new BadAnswerException($"the status {status} is not between 100 and 599");

        var headers = ReadFlag(area[4], "the headers' presence")
            ? ReadHeaders(instance, Number(area, 8), Number(area, 12))
            : [];
        var body = ReadFlag(area[16], "the body's presence")
            ? Slice(instance, Number(area, 20), Number(area, 24), "the body lies").ToArray()
            : [];
        return new FunctionResponse(status, headers, body);
    }

    private static List<HeaderField> ReadHeaders(SandboxInstance instance, uint address, uint count)
    {
        if (!instance.Memory.TrySlice(address, count, HeaderBytes, out var records))
            throw new BadAnswerException("the headers lie outside of the function's memory");

        var headers = new List<HeaderField>((int)count);
        for (; !records.IsEmpty; records = records[HeaderBytes..])
        {
            var name = Encoding.ASCII.GetString(Slice(instance, Number(records, 0), Number(records, 4), "a header's name lies"));
            var value = DecodeValue(Slice(instance, Number(records, 8), Number(records, 12), "a header's value lies"));
            if (!HeaderRules.IsName(name))
                throw new BadAnswerException($"\"{Shorten(name)}\" is not a header name");
            if (!HeaderRules.IsValue(value))
                throw new BadAnswerException($"the value of the header {Shorten(name)} holds control characters");
            headers.Add(new HeaderField(name, value));
        }

        return headers;
    }

    // HTTP's own text is Latin-1 where it is not ASCII; guests write UTF-8. Bytes that are no UTF-8 must then be Latin-1.
    private static string DecodeValue(ReadOnlySpan<byte> bytes)
        => System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);

    private static bool ReadFlag(byte value, string what)
        => value <= 1 ? value == 1 : throw new BadAnswerException($"{what} is given as {value}, which is neither 0 nor 1");

    private static uint Number(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static Span<byte> Slice(SandboxInstance instance, uint address, uint length, string what)
        => instance.Memory.TrySlice(address, length, out var slice) ? slice : throw new BadAnswerException($"{what} outside of the function's memory");

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
