using Wasmill.Functions.Binary;
using Wasmill.Functions.Binary.Code;
using Wasmtime;
using Module = Wasmtime.Module;

namespace Wasmill.Functions.Tests.Binary.Code;

/// <summary>A module whose memory has room answers like the original, step by step.</summary>
public sealed class MemoryRoomTests
{
    private const string Code = """
        (global $other (mut i64) (i64.const 5))
        (func (export "size") (param i32 i32 i32) (result i32) (memory.size))
        (func (export "grow") (param i32 i32 i32) (result i32) (memory.grow (local.get 0)))
        (func (export "load") (param i32 i32 i32) (result i32) (i32.load8_u (local.get 0)))
        (func (export "fill") (param i32 i32 i32) (result i32)
          (memory.fill (local.get 0) (local.get 1) (local.get 2)) (i32.const 1))
        (func (export "copy") (param i32 i32 i32) (result i32)
          (memory.copy (local.get 0) (local.get 1) (local.get 2)) (i32.const 1))
        (func (export "both") (param i32 i32 i32) (result i32) (local i64 f64)
          (drop (memory.grow (local.get 0))) (memory.fill (i32.const 70000) (i32.const 7) (i32.const 9))
          (i32.add (memory.size) (i32.load8_u (i32.const 70008))))
        """;

    private const int Trap = int.MinValue;

    [Theory]
    [InlineData("1")]
    [InlineData("1 1")]
    [InlineData("1 3")]
    [InlineData("1 20")]
    [InlineData("2 65536")]
    public void Every_size_growth_and_bulk_operation_is_as_in_the_original(string limits)
    {
        var random = new Random(5);
        for (var round = 0; round < 40; round++)
        {
            using var original = Instance.Of(Parse(limits));
            using var roomy = Instance.Of(BinaryModule.Parse(MemoryRoom.Add(Parse(limits), roomPages: 8)!.Value));
            roomy.SetSize(int.Parse(limits.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
            for (var step = 0; step < 30; step++)
            {
                var pages = original.Call("size", 0, 0, 0);
                var edge = pages << 16;
                var (name, a, b, c) = random.Next(6) switch
                {
                    0 => ("grow", random.Next(4), 0, 0),
                    1 => ("grow", random.Next(2) == 0 ? -1 : 70_000, 0, 0),
                    2 => ("fill", edge - random.Next(100), 3, random.Next(150)),
                    3 => ("copy", edge - random.Next(100), random.Next(100), random.Next(150)),
                    4 => ("copy", random.Next(100), edge - random.Next(100), random.Next(150)),
                    _ => ("load", random.Next(edge), 0, 0),
                };
                Assert.Equal((name, a, b, c, original.Call(name, a, b, c)), (name, a, b, c, roomy.Call(name, a, b, c)));
                Assert.Equal(original.Call("size", 0, 0, 0), roomy.Call("size", 0, 0, 0));
            }
        }
    }

    [Fact]
    public void Instructions_beside_others_are_replaced()
    {
        using var original = Instance.Of(Parse("1"));
        using var roomy = Instance.Of(BinaryModule.Parse(MemoryRoom.Add(Parse("1"), roomPages: 8)!.Value));
        roomy.SetSize(1);
        Assert.Equal(original.Call("both", 2, 0, 0), roomy.Call("both", 2, 0, 0));
        Assert.Equal(3 + 7, roomy.Call("both", 0, 0, 0));
    }

    [Fact]
    public void A_module_without_a_memory_gets_no_room()
        => Assert.Null(MemoryRoom.Add(BinaryModule.Parse(Module.ConvertText("(module (func (export \"f\")))")), 8));

    private static BinaryModule Parse(string limits)
        => BinaryModule.Parse(Module.ConvertText($"(module (memory (export \"memory\") {limits}) {Code})"));

    private sealed class Instance : IDisposable
    {
        private static readonly Engine Engine = new();
        private readonly Module _module;
        private readonly Store _store;
        private readonly Wasmtime.Instance _instance;

        private Instance(BinaryModule module)
        {
            _module = Module.FromBytes(Engine, "test", module.Whole.Span);
            _store = new Store(Engine);
            _instance = new Wasmtime.Instance(_store, _module);
        }

        public static Instance Of(BinaryModule module) => new(module);

        public void SetSize(int pages) => _instance.GetGlobal(MemoryRoom.SizeExport)!.SetValue(pages);

        public int Call(string name, int a, int b, int c)
        {
            try
            {
                return (int)_instance.GetFunction(name)!.Invoke(a, b, c)!;
            }
            catch (TrapException error) when (error.Type == TrapCode.MemoryOutOfBounds)
            {
                return Trap;
            }
        }

        public void Dispose()
        {
            _store.Dispose();
            _module.Dispose();
        }
    }
}
