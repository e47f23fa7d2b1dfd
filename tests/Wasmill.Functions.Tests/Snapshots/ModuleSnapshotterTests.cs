using Wasmill.Functions.Inspection;
using Wasmill.Functions.Snapshots;
using Wasmtime;

namespace Wasmill.Functions.Tests.Snapshots;

public sealed class ModuleSnapshotterTests
{
    // Counts in memory and in a global; the answer's status is 200 plus both.
    private const string Counter = """
        (module
          (memory (export "memory") 1)
          (global $g (export "g") (mut i32) (i32.const 0))
          (func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 32)
          (func (export "count") (param $by i32) (result i32)
            (global.set $g (i32.add (global.get $g) (local.get $by)))
            (i32.store8 (i32.const 40000) (i32.add (i32.load8_u (i32.const 40000)) (local.get $by)))
            (i32.const 0))
          (func (export "fail") (param i32) (result i32) i32.const 5)
          (func (export "die") (param i32) (result i32) unreachable)
          (func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
            (i32.store16 (i32.const 1024) (i32.add (i32.const 200) (i32.add (global.get $g) (i32.load8_u (i32.const 40000)))))
            i32.const 1024)
          (data (i32.const 2000) "kept"))
        """;

    [Fact]
    public async Task A_snapshot_starts_where_the_initialisation_ended()
    {
        var image = Take("count", 3).Image!;
        await using var function = await TestGuests.Host.LoadAsync(
            image, new FunctionConfig { Name = "counter" }, TestContext.Current.CancellationToken);
        Assert.Equal(206, (await function.CallAsync("/")).Response.Status);
        Assert.True(image.AsSpan().IndexOf("kept"u8) > 0);
    }

    [Fact]
    public void The_same_steps_give_the_same_bytes() => Assert.Equal(Take("count", 3).Image, Take("count", 3).Image);

    [Fact]
    public void A_step_that_fails_is_named_with_its_code()
    {
        var result = Take("fail", 0);
        Assert.Equal((null, "fail", 5), (result.Image, result.FailedStep, result.Code));
    }

    [Fact]
    public void A_step_that_traps_is_named_with_the_reason()
    {
        var result = Take("die", 0);
        Assert.Equal(("die", "trap: the function aborted (it reached unreachable code)"), (result.FailedStep, result.Reason));
    }

    [Fact]
    public void A_runtime_whose_globals_are_hidden_is_refused()
    {
        var hidden = Counter.Replace("""(export "g")""", "", StringComparison.Ordinal);
        var error = Assert.Throws<FunctionLoadException>(() => new ModuleSnapshotter(TestGuests.Host, Module.ConvertText(hidden)));
        Assert.Contains("its mutable global 0 is not exported", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_snapshot_knows_nothing_of_those_before_it()
    {
        using var snapshotter = new ModuleSnapshotter(TestGuests.Host, Module.ConvertText(Counter));
        SnapshotResult Count(uint by) => snapshotter.Take([new SnapshotStep("count", by)], seed: 1);
        var first = Count(3).Image;
        Assert.NotEqual(first, Count(4).Image);
        Assert.Null(snapshotter.Take([new SnapshotStep("die")], seed: 1).Image);
        Assert.Equal(first, Count(3).Image);
    }

    [Fact]
    public async Task Custom_sections_go_to_the_end_and_change_nothing_else()
    {
        var note = new BuildNote("Text", "1", "test", ["counter.wat"]);
        using var snapshotter = new ModuleSnapshotter(TestGuests.Host, Module.ConvertText(Counter));
        var image = snapshotter.Take([new SnapshotStep("count", 3)], seed: 1, note.ToSection()).Image!;
        Assert.Equal([.. Take("count", 3).Image!, .. note.ToSection()], image);
        await using var function = await TestGuests.Host.LoadAsync(
            image, new FunctionConfig { Name = "counter" }, TestContext.Current.CancellationToken);
        Assert.Equal(206, (await function.CallAsync("/")).Response.Status);
    }

    private static SnapshotResult Take(string export, uint number)
    {
        using var snapshotter = new ModuleSnapshotter(TestGuests.Host, Module.ConvertText(Counter));
        return snapshotter.Take([new SnapshotStep(export, number)], seed: 1);
    }
}
