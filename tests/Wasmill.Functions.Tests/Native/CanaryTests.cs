using System.Runtime.CompilerServices;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Native;
using Wasmill.Functions.Sandbox;
using Wasmill.Functions.Sandbox.Linking;
using Wasmtime;

namespace Wasmill.Functions.Tests.Native;

/// <summary>A native function that writes more than our struct holds would destroy what lies behind it, unseen until much later.</summary>
public sealed unsafe class CanaryTests
{
    private const int Room = 128;
    private const byte Canary = 0xA5;

    [Fact]
    public void Nothing_is_written_behind_a_struct()
    {
        using var engine = SandboxSettings.CreateEngine(slots: 1, BoundsCheck.GuardPages, CodeTarget.ThisMachine);
        using var module = NativeModules.Compile(engine, Module.ConvertText(
            """(module (memory (export "memory") 1) (global (export "g") (mut i64) (i64.const 7)) (func (export "f") (result i64) i64.const 9))"""));
        using var linker = new LinkerHandle(LinkerApi.New(engine.Value));
        nint pre;
        NativeResult.Check(LinkerApi.InstantiatePre(linker.Value, module.Value, &pre));
        using var prepared = new PreparedHandle(pre);
        var store = StoreApi.New(engine.Value, 0, 0);
        var context = StoreApi.Context(store);
        StoreApi.SetEpochDeadline(context, 1000);

        var instance = Guarded<InstanceReference>(place =>
        {
            nint trap = 0;
            NativeResult.Check(LinkerApi.Instantiate(prepared.Value, context, (InstanceReference*)place, &trap), trap);
        });
        ExternalItem Export(byte[] name) => Guarded<ExternalItem>(place =>
        {
            var owner = instance;
            fixed (byte* pointer = name)
                Assert.Equal(1, StoreApi.Export(context, &owner, pointer, (nuint)name.Length, (ExternalItem*)place));
        });
        var (memory, global, function) = (
            Export("memory"u8.ToArray()).Memory, Export("g"u8.ToArray()).Global, Export("f"u8.ToArray()).Function);
        Assert.Equal(7, Guarded<TypedValue>(place =>
        {
            var read = global;
            StoreApi.ReadGlobal(context, &read, (TypedValue*)place);
        }).Int64);
        Assert.Equal(9, Guarded<RawValue>(place =>
        {
            var called = function;
            nint trap = 0;
            NativeResult.Check(StoreApi.Call(context, &called, (RawValue*)place, 1, &trap), trap);
        }).Int64);
        Assert.Equal((nuint)65536, StoreApi.MemoryBytes(context, &memory));
        StoreApi.Delete(store);

        var artifact = Guarded<ByteVector>(place => NativeResult.Check(ModuleApi.Serialize(module.Value, (ByteVector*)place)));
        Assert.True(artifact.Size > 1000);
        VectorApi.Delete(&artifact);
    }

    private delegate void Write(byte* place);

    private static T Guarded<T>(Write write)
        where T : unmanaged
    {
        var bytes = stackalloc byte[Room];
        new Span<byte>(bytes, Room).Fill(Canary);
        write(bytes);
        Assert.Equal(-1, new ReadOnlySpan<byte>(bytes + sizeof(T), Room - sizeof(T)).IndexOfAnyExcept(Canary));
        return Unsafe.Read<T>(bytes);
    }
}
