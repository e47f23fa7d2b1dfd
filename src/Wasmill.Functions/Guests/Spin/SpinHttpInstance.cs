using System.Buffers.Binary;
using System.Text;
using Wasmill.Events.Http;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Guests.Spin;

// Tested by: EchoTests, AnswerAttackTests
/// <summary>
/// A live module with the Spin HTTP core ABI: ten i32 arguments, a return area of 28 bytes. All values returned by the guest are checked
/// before use. The memory of the response is returned to the guest only if its instance handles another event.
/// </summary>
/// <param name="sandbox">The instance; this object takes ownership.</param>
/// <param name="exports">The module's exports.</param>
/// <param name="reuse">Indicates whether an instance handles more than one event.</param>
internal sealed class SpinHttpInstance(SandboxInstance sandbox, SpinHttpExports exports, bool reuse) : CoreInstance(sandbox)
{
    private const int HeaderBytes = 16;
    private const int ReturnAreaBytes = 28;

    // The ABI's methods, by number.
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    /// <summary>Returns the ABI's number of a method; negative if it has none.</summary>
    public static int NumberOf(string method) => Array.IndexOf(Methods, method);

    /// <inheritdoc />
    protected override FunctionResponse Answer(GuestCall call, FunctionRequest request)
    {
        if (exports.Initialize is not null && Answers == 0)
            Sandbox.Call(exports.Initialize);
        var (uri, uriLength) = Place(call, request.Uri);
        var headers = PlaceHeaders(call, request.Headers);
        var body = call.Allocate(1, request.Body.Length);
        request.Body.Span.CopyTo(Slice(call, body, (uint)request.Body.Length));
        var area = Sandbox.Call(
            exports.Handle,
            NumberOf(request.Method), (int)uri, uriLength, (int)headers, request.Headers.Count,
            4, 0,
            1, (int)body, request.Body.Length);
        var answer = ReadAnswer(call, (uint)area);
        if (reuse)
            Release(call, (uint)area);
        return answer;
    }

    // In both namings, the caller owns the response: without this, a guest that handles a thousand events holds a thousand responses.
    // ReadAnswer has checked every address.
    private void Release(GuestCall call, uint address)
    {
        if (exports.PostReturn is not null)
        {
            Sandbox.Call(exports.PostReturn, (int)address);
            return;
        }

        if (exports.Free is null)
            return;
        // A copy: the guest may reuse the area as soon as it is called.
        Span<byte> area = stackalloc byte[ReturnAreaBytes];
        Slice(call, address, ReturnAreaBytes, "the return area lies").CopyTo(area);
        var (headers, count) = area[4] == 1 ? (Number(area, 8), Number(area, 12)) : (0, 0);
        for (uint i = 0; i < count; i++)
        {
            var record = Slice(call, headers + (i * HeaderBytes), HeaderBytes, "a header lies");
            var (name, nameLength, value, valueLength) = (Number(record, 0), Number(record, 4), Number(record, 8), Number(record, 12));
            Free(name, nameLength, 1);
            Free(value, valueLength, 1);
        }

        Free(headers, count * HeaderBytes, 4);
        if (area[16] == 1)
            Free(Number(area, 20), Number(area, 24), 1);
    }

    // An empty block was never allocated.
    private void Free(uint address, uint length, int alignment)
    {
        if (length > 0)
            Sandbox.Call(exports.Free!, (int)address, (int)length, alignment);
    }

    private static (uint Address, int Length) Place(GuestCall call, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var address = call.Allocate(1, length);
        Encoding.UTF8.GetBytes(text, Slice(call, address, (uint)length));
        return (address, length);
    }

    private static uint PlaceHeaders(GuestCall call, IReadOnlyList<HeaderField> headers)
    {
        var array = call.Allocate(4, headers.Count * HeaderBytes);
        for (var i = 0; i < headers.Count; i++)
        {
            var (name, nameLength) = Place(call, headers[i].Name);
            var (value, valueLength) = Place(call, headers[i].Value);
            // Fetched again for every header: each allocation may have grown the memory.
            var record = Slice(call, array + (uint)(i * HeaderBytes), HeaderBytes);
            BinaryPrimitives.WriteUInt32LittleEndian(record, name);
            BinaryPrimitives.WriteInt32LittleEndian(record[4..], nameLength);
            BinaryPrimitives.WriteUInt32LittleEndian(record[8..], value);
            BinaryPrimitives.WriteInt32LittleEndian(record[12..], valueLength);
        }

        return array;
    }

    // A block that the guest's allocator returned and that was checked to lie inside its memory.
    private static Span<byte> Slice(GuestCall call, uint address, uint length)
        => length == 0 ? default : Slice(call, address, length, "a block of the allocator lies");

    private static FunctionResponse ReadAnswer(GuestCall call, uint address)
    {
        var area = Slice(call, address, ReturnAreaBytes, "the return area lies");
        var status = BinaryPrimitives.ReadUInt16LittleEndian(area);
        if (status is < 100 or > 599)
            throw new BadAnswerException($"the status {status} is not between 100 and 599");

        var room = (long)call.Grants.Limits.ResponseBytes;
        var headers = ReadFlag(area[4], "the headers' presence")
            ? ReadHeaders(call, Number(area, 8), Number(area, 12), ref room)
            : [];
        var body = ReadFlag(area[16], "the body's presence")
            ? Slice(call, Number(area, 20), Number(area, 24), "the body lies")
            : default;
        Take(call, ref room, body.Length);
        return new FunctionResponse(status, headers, body.ToArray());
    }

    private static List<HeaderField> ReadHeaders(GuestCall call, uint address, uint count, ref long room)
    {
        if (!call.Memory.TrySlice(address, count, HeaderBytes, out var records))
            throw new BadAnswerException("the headers lie outside the function's memory");

        Take(call, ref room, records.Length);
        var headers = new List<HeaderField>((int)count);
        for (; !records.IsEmpty; records = records[HeaderBytes..])
        {
            var nameBytes = Slice(call, Number(records, 0), Number(records, 4), "a header's name lies");
            var valueBytes = Slice(call, Number(records, 8), Number(records, 12), "a header's value lies");
            Take(call, ref room, nameBytes.Length + (long)valueBytes.Length);
            var (name, value) = (Encoding.ASCII.GetString(nameBytes), DecodeValue(valueBytes));
            if (!HeaderRules.IsName(name))
                throw new BadAnswerException($"\"{Shorten(name)}\" is not a valid header name");
            if (!HeaderRules.IsValue(value))
                throw new BadAnswerException($"the value of the header {Shorten(name)} contains control characters");
            headers.Add(new HeaderField(name, value));
        }

        return headers;
    }

    private static void Take(GuestCall call, ref long room, long bytes)
    {
        room -= bytes;
        if (room < 0)
            call.End(
                FunctionFailure.ResponseTooLarge,
                $"response too large: the function responded with more than {call.Grants.Limits.ResponseBytes} bytes");
    }

    // HTTP's own text is ASCII or Latin-1, but guests write UTF-8. Bytes that are not valid UTF-8 must be Latin-1.
    private static string DecodeValue(ReadOnlySpan<byte> bytes)
        => System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);

    private static bool ReadFlag(byte value, string what)
        => value <= 1 ? value == 1 : throw new BadAnswerException($"{what} is {value}; it must be 0 or 1");

    private static uint Number(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static Span<byte> Slice(GuestCall call, uint address, uint length, string what)
        => call.Memory.TrySlice(address, length, out var slice)
            ? slice
            : throw new BadAnswerException($"{what} outside the function's memory");

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
