using System.Buffers.Binary;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities;
using Wasmill.Functions.Wasi.Http.Messages;
using Wasmill.Functions.Wasi.Http.Resources;

namespace Wasmill.Functions.Wasi.Http;

// Tested by: WasiHttpTypesTests, WasiHttpAttackTests
/// <summary>
/// The resource <c>fields</c> of <c>wasi:http/types</c>. In the release candidate of 2023, fields are made of a list, and a change that is
/// not possible has no error: it ends the guest.
/// </summary>
internal static class FieldsFunctions
{
    private const int LineSize = 16;
    private const int ListSize = 8;

    /// <summary>The functions of 0.2.</summary>
    public static HostFunction[] Of(string module) =>
    [
        .. Common(module),
        CanonicalFunction.Of(module, "[constructor]fields", "", "i", static (call, _) => call.Give(new Fields())),
        CanonicalFunction.Of(module, "[static]fields.from-list", "iii", "", FromList),
        CanonicalFunction.Of(module, "[method]fields.has", "iii", "i", static (call, arguments) =>
            call.Borrow<Fields>(arguments[0]).Has(call.Text("the name", arguments[1], arguments[2])) ? 1 : 0),
        CanonicalFunction.Of(module, "[method]fields.set", "iiiiii", "",
            static (call, arguments) => WriteResult(call.Area(arguments[5], 2, 1), Set(call, arguments))),
        CanonicalFunction.Of(module, "[method]fields.append", "iiiiii", "",
            static (call, arguments) => WriteResult(call.Area(arguments[5], 2, 1), Append(call, arguments))),
        CanonicalFunction.Of(module, "[method]fields.delete", "iiii", "",
            static (call, arguments) => WriteResult(call.Area(arguments[3], 2, 1), Delete(call, arguments))),
    ];

    /// <summary>The functions of the release candidate.</summary>
    public static HostFunction[] OfCandidate(string module) =>
    [
        .. Common(module),
        CanonicalFunction.Of(module, "[constructor]fields", "ii", "i", static (call, arguments) =>
        {
            var fields = new Fields();
            Require(call, Read(call, fields, arguments[0], arguments[1]));
            return call.Give(fields);
        }),
        CanonicalFunction.Of(module, "[method]fields.set", "iiiii", "", static (call, arguments) => Require(call, Set(call, arguments))),
        CanonicalFunction.Of(
            module, "[method]fields.append", "iiiii", "", static (call, arguments) => Require(call, Append(call, arguments))),
        CanonicalFunction.Of(
            module, "[method]fields.delete", "iii", "", static (call, arguments) => Require(call, Delete(call, arguments))),
    ];

    private static HostFunction[] Common(string module) =>
    [
        CanonicalFunction.Of(module, "[method]fields.get", "iiii", "", Get),
        CanonicalFunction.Of(module, "[method]fields.entries", "ii", "", Entries),
        CanonicalFunction.Of(module, "[method]fields.clone", "i", "i", static (call, arguments) =>
        {
            var copy = call.Borrow<Fields>(arguments[0]).Copy();
            call.Guest.CountHeld(copy.Bytes);
            return call.Give(copy);
        }),
        CanonicalFunction.Drop<Fields>(module),
    ];

    private static long FromList(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var area = call.Area(arguments[2], 8);
        var fields = new Fields();
        var error = Read(call, fields, arguments[0], arguments[1]);
        if (error is null)
            return HttpValues.WriteHandle(area, call.Give(fields));
        area.Write8(4, (byte)error);
        area.Write8(0, 1);
        return 0;
    }

    private static HeaderError? Read(CanonicalCall call, Fields fields, long address, long count)
    {
        var lines = call.Records("the list of headers", address, count, LineSize);
        for (; !lines.IsEmpty; lines = lines[LineSize..])
        {
            var name = call.Text("a header's name", Number(lines, 0), Number(lines, 4));
            if (fields.TryAppend(name, call.Bytes("a header's value", Number(lines, 8), Number(lines, 12))) is { } error)
                return error;
            // Before the next one is copied: all lines may point to the same long text.
            CheckSize(call, fields);
        }

        call.Guest.CountHeld(fields.Bytes);
        return null;
    }

    private static long Get(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var fields = call.Borrow<Fields>(arguments[0]);
        var name = call.Text("the name", arguments[1], arguments[2]);
        var area = call.Area(arguments[3], ListSize);
        var values = fields.Find(name);
        var records = area.WriteRecords(0, values.Count, ListSize);
        for (var i = 0; i < values.Count; i++)
            records.WriteText((uint)(i * ListSize), values[i].Value, values[i].Encoding);
        return 0;
    }

    private static long Entries(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var entries = call.Borrow<Fields>(arguments[0]).Entries;
        var records = call.Area(arguments[1], ListSize).WriteRecords(0, entries.Count, LineSize);
        for (var i = 0; i < entries.Count; i++)
        {
            records.WriteText((uint)(i * LineSize), entries[i].Name);
            records.WriteText((uint)(i * LineSize) + ListSize, entries[i].Value, entries[i].Encoding);
        }

        return 0;
    }

    private static HeaderError? Set(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var fields = call.Borrow<Fields>(arguments[0]);
        var name = call.Text("the name", arguments[1], arguments[2]);
        if (Fields.Explain(name) is { } wrong)
            return wrong;
        var values = new Fields();
        for (var lines = call.Records("the values", arguments[3], arguments[4], ListSize); !lines.IsEmpty; lines = lines[ListSize..])
        {
            if (values.TryAppend(name, call.Bytes("a value", Number(lines, 0), Number(lines, 4))) is { } refused)
                return refused;
            CheckSize(call, values);
        }

        var error = fields.TryReplace(name, values);
        call.Guest.CountHeld(values.Bytes);
        CheckSize(call, fields);
        return error;
    }

    private static HeaderError? Append(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var fields = call.Borrow<Fields>(arguments[0]);
        var name = call.Text("the name", arguments[1], arguments[2]);
        var value = call.Bytes("the value", arguments[3], arguments[4]);
        var error = fields.TryAppend(name, value);
        call.Guest.CountHeld(error is null ? name.Length + value.Length + FieldEntry.Overhead : 0);
        CheckSize(call, fields);
        return error;
    }

    private static HeaderError? Delete(CanonicalCall call, ReadOnlySpan<long> arguments)
        => call.Borrow<Fields>(arguments[0]).TryRemove(call.Text("the name", arguments[1], arguments[2]));

    private static long WriteResult(ReturnArea area, HeaderError? error)
    {
        area.Write8(1, (byte)(error ?? 0));
        area.Write8(0, error is null ? (byte)0 : (byte)1);
        return 0;
    }

    private static long Require(CanonicalCall call, HeaderError? error)
    {
        if (error is { } reason)
            call.Refuse(reason switch
            {
                HeaderError.Forbidden => "the header belongs to the connection",
                HeaderError.Immutable => "the headers are those of a message and cannot be changed",
                _ => "HTTP does not allow the header",
            });
        return 0;
    }

    private static void CheckSize(CanonicalCall call, Fields fields)
    {
        if (fields.IsTooLarge)
            call.Refuse($"the headers exceed {Fields.BytesLimit} bytes");
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);
}
