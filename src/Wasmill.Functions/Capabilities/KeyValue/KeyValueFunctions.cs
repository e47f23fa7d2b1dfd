using System.Text;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>
/// <c>key-value</c>: stores by label. A result is ok 0 with its payload at 4, or error 1 with its tag at 4 and, for io, a text at 8.
/// Waiting for a store ends at the call's deadline.
/// </summary>
internal static class KeyValueFunctions
{
    /// <summary>The maximum length of a key in bytes. SQLite looks keys up in a tree, and long keys make it deep.</summary>
    public const int KeyLimit = 4096;

    /// <summary>
    /// The maximum size of a value in bytes. A value is copied three times on its way; this is at most an eighth of a guest's default
    /// memory.
    /// </summary>
    public const int ValueLimit = 16 << 20;

    /// <summary>The maximum of all keys listed by <c>get-keys</c> in bytes, where each key counts 32 bytes more.</summary>
    public const int KeysLimit = 16 << 20;

    private const string Module = "key-value";
    private const int ResultSize = 16;

    /// <summary>All functions of the interface.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } =
    [
        new(Module, "open", "iii", "", Open),
        new(Module, "get", "iiii", "", Get),
        new(Module, "set", "iiiiii", "", Set),
        new(Module, "delete", "iiii", "", Delete),
        new(Module, "exists", "iiii", "", Exists),
        new(Module, "get-keys", "ii", "", GetKeys),
        new(Module, "close", "i", "", Close),
    ];

    private static long Open(GuestCall call, ReadOnlySpan<long> arguments)
    {
        var reader = new HostArguments(call, "key-value.open");
        var result = reader.Result(arguments[2], ResultSize);
        // A granted label is never longer than the longest key.
        var name = (uint)arguments[1] <= KeyLimit
            ? reader.Text("the store's name", arguments[0], arguments[1])
            : Encoding.UTF8.GetString(reader.Bytes("the store's name", arguments[0], arguments[1])[..KeyLimit]);
        if (!KeyValueCapability.StoresOf(call).TryGetValue(name, out var store))
            Fail(result, KeyValueError.AccessDenied);
        else if (!KeyValueCapability.OpenedBy(call).TryAdd(store, out var handle))
            Fail(result, KeyValueError.StoreTableFull);
        else
            Succeed(result, handle);
        return 0;
    }

    private static long Get(GuestCall call, ReadOnlySpan<long> arguments)
    {
        var (result, key) = ReadKey(call, "key-value.get", arguments[1], arguments[2], arguments[3]);
        Run(call, arguments[0], result, key, store =>
        {
            if (store.Get(key!, call.TimeLeft) is not { } value)
            {
                Fail(result, KeyValueError.NoSuchKey);
                return;
            }

            result.WriteList(4, value);
            result.Write8(0, 0);
        });
        return 0;
    }

    private static long Set(GuestCall call, ReadOnlySpan<long> arguments)
    {
        var (result, key) = ReadKey(call, "key-value.set", arguments[1], arguments[2], arguments[5]);
        var (address, length) = (arguments[3], arguments[4]);
        // The value stays in the guest's memory, which cannot move while the guest waits for the host.
        new HostArguments(call, "key-value.set").Bytes("the value", address, length);
        Run(call, arguments[0], result, key, store =>
        {
            if ((uint)length > ValueLimit)
                throw new KeyValueException(FormattableString.Invariant($"the value has more than {ValueLimit} bytes"));
            store.Set(key!, new HostArguments(call, "key-value.set").Bytes("the value", address, length), call.TimeLeft);
            Succeed(result, 0);
        });
        return 0;
    }

    private static long Delete(GuestCall call, ReadOnlySpan<long> arguments)
    {
        var (result, key) = ReadKey(call, "key-value.delete", arguments[1], arguments[2], arguments[3]);
        Run(call, arguments[0], result, key, store =>
        {
            store.Delete(key!, call.TimeLeft);
            Succeed(result, 0);
        });
        return 0;
    }

    private static long Exists(GuestCall call, ReadOnlySpan<long> arguments)
    {
        var (result, key) = ReadKey(call, "key-value.exists", arguments[1], arguments[2], arguments[3]);
        Run(call, arguments[0], result, key, store =>
        {
            result.Write8(4, store.Exists(key!, call.TimeLeft) ? (byte)1 : (byte)0);
            result.Write8(0, 0);
        });
        return 0;
    }

    private static long GetKeys(GuestCall call, ReadOnlySpan<long> arguments)
    {
        var result = new HostArguments(call, "key-value.get-keys").Result(arguments[1], ResultSize);
        Run(call, arguments[0], result, "", store =>
        {
            var keys = store.GetKeys(KeysLimit, call.TimeLeft);
            var records = result.WriteRecords(4, keys.Count, recordSize: 8);
            for (var i = 0; i < keys.Count; i++)
                records.WriteText((uint)i * 8, keys[i]);
            result.Write8(0, 0);
        });
        return 0;
    }

    private static long Close(GuestCall call, ReadOnlySpan<long> arguments)
    {
        KeyValueCapability.OpenedBy(call).Close(arguments[0]);
        return 0;
    }

    // The key is null if it is too long.
    private static (ReturnArea Result, string? Key) ReadKey(GuestCall call, string function, long address, long length, long place)
    {
        var reader = new HostArguments(call, function);
        var result = reader.Result(place, ResultSize);
        var bytes = reader.Bytes("the key", address, length);
        return (result, bytes.Length > KeyLimit ? null : reader.Text("the key", address, length));
    }

    private static void Run(GuestCall call, long handle, ReturnArea result, string? key, Action<IKeyValueStore> operation)
    {
        if (KeyValueCapability.OpenedBy(call).Find(handle) is not { } store)
        {
            Fail(result, KeyValueError.InvalidStore);
            return;
        }

        try
        {
            if (key is null)
                throw new KeyValueException(FormattableString.Invariant($"the key has more than {KeyLimit} bytes"));
            operation(store);
        }
        catch (KeyValueException error)
        {
            result.WriteText(8, KeyValueFailure.Explain(call, error));
            Fail(result, KeyValueError.Io);
        }
    }

    private static void Succeed(ReturnArea result, uint payload)
    {
        result.Write32(4, payload);
        result.Write8(0, 0);
    }

    private static void Fail(ReturnArea result, KeyValueError error)
    {
        result.Write8(4, (byte)error);
        result.Write8(0, 1);
    }
}
