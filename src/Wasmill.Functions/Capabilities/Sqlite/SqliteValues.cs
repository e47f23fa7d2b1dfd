using System.Buffers.Binary;
using Wasmill.Functions.Databases;

namespace Wasmill.Functions.Capabilities.Sqlite;

// Tested by: SqliteFunctionsTests
/// <summary>
/// Values in the memory of a guest: 16 bytes, the type at 0, and at 8 a number or the address and length of a text or blob.
/// </summary>
internal static class SqliteValues
{
    /// <summary>The maximum of all parameters of a statement in bytes: a guest could pass one block many times.</summary>
    public const int ParametersLimit = 32 << 20;

    // SQLite's own limit.
    private const int MostParameters = 32_766;
    private const int Size = 16;

    /// <summary>Ends the guest if the parameters are not inside its memory.</summary>
    public static void Check(CanonicalCall call, long address, long count)
        => call.Records("the list of parameters", address, count, Size, alignment: 8);

    /// <summary>Reads the parameters of a statement.</summary>
    /// <exception cref="SqliteFailureException">They are too many or too large.</exception>
    public static SqliteValue[] Read(CanonicalCall call, long address, long count)
    {
        if (count > MostParameters)
            throw new SqliteFailureException(FormattableString.Invariant($"the statement has more than {MostParameters} parameters"));
        var values = new SqliteValue[(int)count];
        var bytes = 0L;
        // Nothing calls the guest until all are read.
        var records = call.Records("the list of parameters", address, count, Size, alignment: 8);
        for (var i = 0; i < values.Length; i++)
            values[i] = Read(call, records.Slice(i * Size, Size), ref bytes);
        return values;
    }

    /// <summary>Writes a result: the columns at 4, the rows at 12.</summary>
    public static void Write(ReturnArea area, SqliteResult result)
    {
        var columns = area.WriteRecords(4, result.Columns.Count, recordSize: 8);
        for (var i = 0; i < result.Columns.Count; i++)
            columns.WriteText((uint)i * 8, result.Columns[i]);
        var rows = area.WriteRecords(12, result.Rows.Count, recordSize: 8);
        for (var i = 0; i < result.Rows.Count; i++)
        {
            var row = result.Rows[i];
            var values = rows.WriteRecords((uint)i * 8, row.Count, Size, alignment: 8);
            for (var k = 0; k < row.Count; k++)
                Write(values, (uint)(k * Size), row[k]);
        }
    }

    private static SqliteValue Read(CanonicalCall call, ReadOnlySpan<byte> record, ref long bytes)
    {
        var number = BinaryPrimitives.ReadInt64LittleEndian(record[8..]);
        var address = BinaryPrimitives.ReadUInt32LittleEndian(record[8..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        var kind = (SqliteValueKind)call.Case("a parameter", record[0], 5);
        if (kind is SqliteValueKind.Text or SqliteValueKind.Blob && (bytes += length) > ParametersLimit)
            throw new SqliteFailureException(FormattableString.Invariant($"the parameters have more than {ParametersLimit} bytes"));
        return kind switch
        {
            SqliteValueKind.Integer => SqliteValue.Of(number),
            SqliteValueKind.Real => SqliteValue.Of(BitConverter.Int64BitsToDouble(number)),
            SqliteValueKind.Text => SqliteValue.Of(call.Text("a parameter", address, length)),
            SqliteValueKind.Blob => SqliteValue.Of(call.Bytes("a parameter", address, length).ToArray()),
            _ => SqliteValue.Null,
        };
    }

    private static void Write(ReturnArea values, uint offset, SqliteValue value)
    {
        switch (value.Kind)
        {
            case SqliteValueKind.Integer:
                values.Write64(offset + 8, (ulong)value.Integer);
                break;
            case SqliteValueKind.Real:
                values.Write64(offset + 8, (ulong)BitConverter.DoubleToInt64Bits(value.Real));
                break;
            case SqliteValueKind.Text:
                values.WriteText(offset + 8, value.Text);
                break;
            case SqliteValueKind.Blob:
                values.WriteList(offset + 8, value.Blob.Span);
                break;
        }

        values.Write8(offset, (byte)value.Kind);
    }
}
