using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Hosting;
using Wasmill.Functions.Sandbox;
using Wasmill.Functions.Sandbox.Restoring;
using Wasmtime;

namespace Wasmill.Functions.Tests.Sandbox;

/// <summary>Instances whose pages the system takes away between the writes of a call and the restoring leave no residue.</summary>
public sealed unsafe class PressureTests : IDisposable
{
    private const string Secret = "5ec5e75ec5e75ec5";
    private const int PageBytes = 4096;
    private const int MemoryBytes = 40 << 16;

    // Data, which is mapped, in the first pages and in the middle. "write" puts the secret into a number of pages, from an address on.
    private const string Guest = $$"""
        (module
          (memory (export "memory") 40)
          (global $calls (mut i32) (i32.const 0))
          (data (i32.const 4096) "mapped") (data (i32.const 12288) "mapped") (data (i32.const 1310720) "mapped")
          (data (i32.const 64) "{{Secret}}")
          (func (export "write") (param $at i32) (param $pages i32)
            (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
            (loop $again
              (i64.store (local.get $at) (i64.load (i32.const 64)))
              (i64.store offset=8 (local.get $at) (i64.load (i32.const 72)))
              (local.set $at (i32.add (local.get $at) (i32.const 4096)))
              (br_if $again (local.tee $pages (i32.sub (local.get $pages) (i32.const 1)))))))
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-pressure-").FullName;

    [Theory]
    [InlineData(nameof(PageMapAccess.Scan))]
    [InlineData(nameof(PageMapAccess.Read))]
    public void Written_pages_that_were_swapped_out_are_restored(string access)
        => Run(access, (instance, write) =>
        {
            var memory = AddressOf(instance);
            for (var round = 0; round < 4; round++)
            {
                instance.Call(write, PageBytes * (1 + round), 200);
                PagePressure.RequireSwapped(PagePressure.Apply(PagePressure.PageOut, memory, MemoryBytes));
                AssertRestores(instance, memory);

                // Some in swap, some written again, some written for the first time.
                instance.Call(write, PageBytes, 100);
                PagePressure.Apply(PagePressure.PageOut, memory, MemoryBytes / 2);
                instance.Call(write, PageBytes * 50, 100);
                AssertRestores(instance, memory);
            }
        });

    [Theory]
    [InlineData(nameof(PageMapAccess.Scan), PagePressure.Cold)]
    [InlineData(nameof(PageMapAccess.Scan), PagePressure.PageOut)]
    [InlineData(nameof(PageMapAccess.Read), PagePressure.Cold)]
    [InlineData(nameof(PageMapAccess.Read), PagePressure.PageOut)]
    public void Pages_under_pressure_are_restored_whether_there_is_swap_or_not(string access, int advice)
        => Run(access, (instance, write) =>
        {
            var memory = AddressOf(instance);
            for (var round = 0; round < 4; round++)
            {
                // The search has brought all pages into memory. Some are written; those that are not can be dropped.
                Assert.True(IsClean(memory));
                instance.Call(write, PageBytes * (1 + (round * 7)), 1 + (round * 100));
                PagePressure.Apply(advice, memory, MemoryBytes);
                AssertRestores(instance, memory);
            }
        });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Run(string access, Action<SandboxInstance, CheckedExport> test)
    {
        using var engine = new SandboxEngine(
            new ArtifactCache(_folder, TimeProvider.System), HostFunctions.All, slots: 2, idle: 2, NullLogger.Instance, TimeProvider.System,
            Enum.Parse<PageMapAccess>(access));
        using var module = engine.Load(Module.ConvertText(Guest), "guest", 128L << 20);
        Assert.SkipWhen(module.Plan.NotRestored is not null, $"this kernel has no page map to {access.ToLowerInvariant()}");
        using var call = new GuestCall(new WasiWorld { Time = TimeProvider.System }, new FunctionConfig { Name = "guest" }, long.MaxValue);
        using var instance = module.Instantiate(call);
        test(instance, module.Find("write", 2, hasResult: false)!);
    }

    private static byte* AddressOf(SandboxInstance instance)
    {
        Assert.Equal(MemoryBytes, instance.MemoryBytes);
        fixed (byte* memory = instance.Memory.TrySlice(0, MemoryBytes, out var bytes) ? bytes : default)
            return memory;
    }

    private static void AssertRestores(SandboxInstance instance, byte* memory)
    {
        Assert.True(instance.TryRestore());
        Assert.True(IsClean(memory), "a page of an earlier call was not restored");
    }

    // The secret is in the data once.
    private static bool IsClean(byte* memory)
        => new Span<byte>(memory + PageBytes, MemoryBytes - PageBytes).IndexOf(Encoding.ASCII.GetBytes(Secret)) < 0;
}
