using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.KeyValue;

// Tested by: GuestCasesTests
/// <summary>
/// <c>fermyon:spin/key-value@2.0.0</c>: stores as resources. A result is ok 0 with its payload at 4, or error 1 with its number at 4 and,
/// for other, a text at 8. A key that does not exist is none, and not an error.
/// </summary>
internal static class StoreFunctions
{
    private const string Module = "fermyon:spin/key-value@2.0.0";
    private const int ResultSize = 16;

    /// <summary>All functions of the interface.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } =
    [
        CanonicalFunction.Of(Module, "[static]store.open", "iii", "", Open),
        CanonicalFunction.Of(Module, "[method]store.get", "iiii", "", static (call, arguments) =>
            Run(call, arguments, arguments[3], static (call, store, key, area) =>
            {
                var value = store.Get(key, call.TimeLeft);
                if (value is not null)
                    area.WriteList(8, value);
                area.Write8(4, value is null ? (byte)0 : (byte)1);
            })),
        CanonicalFunction.Of(Module, "[method]store.set", "iiiiii", "", Set),
        CanonicalFunction.Of(Module, "[method]store.delete", "iiii", "", static (call, arguments) =>
            Run(call, arguments, arguments[3], static (call, store, key, _) => store.Delete(key, call.TimeLeft))),
        CanonicalFunction.Of(Module, "[method]store.exists", "iiii", "", static (call, arguments) =>
            Run(call, arguments, arguments[3], static (call, store, key, area) =>
                area.Write8(4, store.Exists(key, call.TimeLeft) ? (byte)1 : (byte)0))),
        CanonicalFunction.Of(Module, "[method]store.get-keys", "ii", "", GetKeys),
        CanonicalFunction.Drop<StoreResource>(Module),
    ];

    private static long Open(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var area = call.Area(arguments[2], ResultSize);
        var name = call.Text("the store's name", arguments[0], arguments[1]);
        var handles = KeyValueCapability.OpenedBy(call.Guest);
        if (!KeyValueCapability.StoresOf(call.Guest).TryGetValue(name, out var store))
            return Fail(area, StoreError.AccessDenied);
        if (!handles.TryAdd(store, out var number))
            return Fail(area, StoreError.StoreTableFull);
        area.Write32(4, call.Give(new StoreResource(store, handles, number)));
        area.Write8(0, 0);
        return 0;
    }

    private static long Set(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        // The value stays in the guest's memory, which cannot move while the guest waits for the host.
        var (address, length) = (arguments[3], arguments[4]);
        call.Bytes("the value", address, length);
        return Run(call, arguments, arguments[5], (guest, store, key, _) =>
        {
            if ((uint)length > KeyValueFunctions.ValueLimit)
                throw new KeyValueException(FormattableString.Invariant($"the value has more than {KeyValueFunctions.ValueLimit} bytes"));
            store.Set(key, call.Bytes("the value", address, length), guest.TimeLeft);
        });
    }

    private static long GetKeys(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var store = call.Borrow<StoreResource>(arguments[0]).Store;
        return Run(call, store, "", call.Area(arguments[1], ResultSize), static (call, store, _, area) =>
        {
            var keys = store.GetKeys(KeyValueFunctions.KeysLimit, call.TimeLeft);
            var records = area.WriteRecords(4, keys.Count, recordSize: 8);
            for (var i = 0; i < keys.Count; i++)
                records.WriteText((uint)i * 8, keys[i]);
        });
    }

    private static long Run(
        CanonicalCall call, ReadOnlySpan<long> arguments, long place, Action<GuestCall, IKeyValueStore, string, ReturnArea> operation)
    {
        var store = call.Borrow<StoreResource>(arguments[0]).Store;
        var area = call.Area(place, ResultSize);
        var key = call.Bytes("the key", arguments[1], arguments[2]).Length > KeyValueFunctions.KeyLimit
            ? null
            : call.Text("the key", arguments[1], arguments[2]);
        return Run(call, store, key, area, operation);
    }

    private static long Run(
        CanonicalCall call, IKeyValueStore store, string? key, ReturnArea area,
        Action<GuestCall, IKeyValueStore, string, ReturnArea> operation)
    {
        try
        {
            if (key is null)
                throw new KeyValueException(FormattableString.Invariant($"the key has more than {KeyValueFunctions.KeyLimit} bytes"));
            operation(call.Guest, store, key, area);
            area.Write8(0, 0);
            return 0;
        }
        catch (KeyValueException error)
        {
            area.WriteText(8, KeyValueFailure.Explain(call.Guest, error));
            return Fail(area, StoreError.Other);
        }
    }

    private static long Fail(ReturnArea area, StoreError error)
    {
        area.Write8(4, (byte)error);
        area.Write8(0, 1);
        return 0;
    }
}
