using System.Buffers.Binary;
using Wasmill.Apps.Tests.HostCalls;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Connections;

/// <summary>Calls of Redis's functions.</summary>
/// <param name="hasConnections">Whether they take a connection, and not an address.</param>
/// <param name="module">The interface, if they take an address.</param>
internal sealed class RedisScript(bool hasConnections, string? module = null)
{
    private const string Version2 = "fermyon:spin/redis@2.0.0";

    private static readonly (string Name, string Parameters)[] Functions =
    [
        ("publish", "iiii"), ("get", "ii"), ("set", "iiii"), ("incr", "ii"), ("del", "ii"), ("sadd", "iiii"), ("smembers", "ii"),
        ("srem", "iiii"), ("execute", "iiii"),
    ];

    private readonly HostCallScript _calls = new(Imports(module));

    public static (string, string, string, string)[] Imports(string? module) => module is null
        ?
        [
            (Version2, "[static]connection.open", "iii", ""),
            (Version2, "[resource-drop]connection", "i", ""),
            .. Functions.Select(function => (Version2, "[method]connection." + function.Name, $"i{function.Parameters}i", "")),
        ]
        : [.. Functions.Select(function => (module, function.Name, $"ii{function.Parameters}i", ""))];

    public Task<FunctionResult> RunAsync(IFunction function) => _calls.RunAsync(function);

    public Task<GuestImage> ReadAsync(IFunction function) => _calls.ReadAsync(function);

    /// <summary>Opens a connection.</summary>
    /// <returns>The place of its handle, 4 behind the discriminant of the result.</returns>
    public int Open(string address)
    {
        var area = Area(16);
        _calls.Call("[static]connection.open", [.. Text(address), area]);
        return area + 4;
    }

    public void Close(int connection) => _calls.Call("[resource-drop]connection", HostCallScript.At(connection));

    public int Run(int connection, string function, long[] arguments)
        => Run([HostCallScript.At(connection)], function, arguments);

    public int Run(long[] first, string function, long[] arguments)
    {
        var area = Area(24);
        _calls.Call((hasConnections ? "[method]connection." : "") + function, [.. first, .. arguments, area]);
        return area;
    }

    public int Area(int size) => _calls.Area(size);

    public long[] Text(string text) => _calls.Text(text);

    public long[] Bytes(ReadOnlySpan<byte> bytes) => _calls.List(bytes.ToArray(), 1);

    public long[] Texts(params string[] texts)
    {
        var records = new byte[texts.Length * 8];
        foreach (var (index, text) in texts.Index())
            Place(records.AsSpan(index * 8), Text(text));
        return _calls.List(records, 8);
    }

    /// <summary>Parameters of execute: integers and bytes.</summary>
    public long[] Parameters(params object[] values)
    {
        var records = new byte[values.Length * 16];
        foreach (var (index, value) in values.Index())
        {
            var record = records.AsSpan(index * 16);
            if (value is long number)
                BinaryPrimitives.WriteInt64LittleEndian(record[8..], number);
            else
                Place(Binary(record), Bytes((byte[])value));
        }

        return _calls.List(records, 16);
    }

    /// <summary>The same bytes many times as parameters of execute.</summary>
    public long[] Repeat(long[] bytes, int count)
    {
        var records = new byte[count * 16];
        for (var i = 0; i < count; i++)
            Place(Binary(records.AsSpan(i * 16)), bytes);
        return _calls.List(records, 16);
    }

    private static Span<byte> Binary(Span<byte> record)
    {
        record[0] = 1;
        return record[8..];
    }

    private static void Place(Span<byte> record, long[] list)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record, (int)list[0]);
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], (int)list[1]);
    }
}
