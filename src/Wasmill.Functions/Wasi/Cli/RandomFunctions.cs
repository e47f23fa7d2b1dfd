using System.Buffers.Binary;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities;

namespace Wasmill.Functions.Wasi.Cli;

// Tested by: WasiCliTests
/// <summary><c>wasi:random</c>. What may be insecure is as good as the rest.</summary>
internal static class RandomFunctions
{
    private const string Insecure = "wasi:random/insecure@0.2";
    private const string Secure = "wasi:random/random@0.2";

    // The guest must have room for it, and nobody needs more at once.
    private const int MostBytes = 16 << 20;

    /// <summary>All functions of 0.2.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } =
    [
        CanonicalFunction.Of(Secure, "get-random-bytes", "Ii", "", WriteBytes),
        CanonicalFunction.Of(Secure, "get-random-u64", "", "I", static (call, _) => Next(call)),
        CanonicalFunction.Of(Insecure, "get-insecure-random-bytes", "Ii", "", WriteBytes),
        CanonicalFunction.Of(Insecure, "get-insecure-random-u64", "", "I", static (call, _) => Next(call)),
        CanonicalFunction.Of("wasi:random/insecure-seed@0.2", "insecure-seed", "i", "", static (call, arguments) =>
        {
            var area = call.Area(arguments[0], 16, 8);
            area.Write64(0, (ulong)Next(call));
            area.Write64(8, (ulong)Next(call));
            return 0;
        }),
    ];

    private static long WriteBytes(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var area = call.Area(arguments[1], 8);
        if ((ulong)arguments[0] > MostBytes)
            call.Refuse($"it asks for {(ulong)arguments[0]} random bytes, and at most {MostBytes} are given at once");
        var length = (int)arguments[0];
        var place = call.Guest.Allocate(1, length);
        if (length > 0)
            call.Guest.World.Random.Fill(call.Bytes("the block of the allocator", place, length));
        area.Write32(0, place);
        area.Write32(4, (uint)length);
        return 0;
    }

    private static long Next(CanonicalCall call)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        call.Guest.World.Random.Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }
}
