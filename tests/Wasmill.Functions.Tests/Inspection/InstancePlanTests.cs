using Wasmill.Functions.Binary;
using Wasmill.Functions.Inspection;
using Wasmtime;

namespace Wasmill.Functions.Tests.Inspection;

public sealed class InstancePlanTests
{
    private const string Handler = """(func (export "f"))""";
    private const string Grow = "(func (drop (memory.grow (i32.const 1))))";

    [Theory]
    [InlineData($"(memory 1) {Grow} {Handler}", 1, 256)]
    [InlineData($"(memory 200) {Grow} {Handler}", 200, 256)]
    [InlineData($"(memory 2000) {Grow} {Handler}", 2000, 48)]
    [InlineData($"(memory 4000) {Grow} {Handler}", 4000, 0)]
    [InlineData($"(memory 32) {Handler}", 32, 0)]
    public void A_memory_that_grows_has_room_within_its_limit(string text, uint initial, uint room)
        => Assert.Equal(new InstancePlan(BoundsCheck.GuardPages, initial, room, null), Decide(text));

    [Theory]
    [InlineData($"(memory 1) (func $s) (start $s) {Grow} {Handler}", nameof(BoundsCheck.Explicit))]
    [InlineData($"(memory 127) (func $s) (start $s) {Grow} {Handler}", nameof(BoundsCheck.Explicit))]
    [InlineData($"(memory 128) (func $s) (start $s) {Grow} {Handler}", nameof(BoundsCheck.GuardPages))]
    [InlineData($"(memory 1) (func $s) (start $s) {Handler}", nameof(BoundsCheck.GuardPages))]
    public void A_small_memory_that_grows_and_is_not_restored_has_explicit_bounds(string text, string bounds)
        => Assert.Equal(bounds, Decide(text).Bounds.ToString());

    [Fact]
    public void Where_nothing_can_be_restored_a_small_memory_that_grows_has_explicit_bounds()
        => Assert.Equal(
            BoundsCheck.Explicit, InstancePlan.For(Parse($"(memory 1) {Grow} {Handler}"), 128L << 20, mayRestore: false).Bounds);

    [Fact]
    public void A_limit_beyond_the_address_space_of_explicit_bounds_needs_guard_pages()
        => Assert.Equal(
            BoundsCheck.GuardPages,
            InstancePlan.For(Parse($"(memory 1) {Grow} {Handler}"), InstancePlan.MostExplicitBytes + 1, mayRestore: false).Bounds);

    [Theory]
    [InlineData($"(memory 128) (global (mut i32) (i32.const 1)) {Grow} {Handler}", null)]
    [InlineData($"(memory 1) {Grow} {Handler}", null)]
    [InlineData($"(memory 16) {Handler}", null)]
    [InlineData($"(memory 15) {Handler}", "its memory is small")]
    [InlineData(
        $"(memory 16) (table 1 funcref) (func (table.set (i32.const 0) (ref.null func))) {Handler}", "its code changes tables")]
    [InlineData($"""(memory 16) (data $d "a") (func (data.drop $d)) {Handler}""", "its code uses passive segments")]
    [InlineData($"(memory 16) (func $s) (start $s) {Handler}", "it has a start function, which would not run again")]
    [InlineData(
        $"(memory 16) (global (mut funcref) (ref.null func)) {Handler}", "it has a mutable global that is not a number")]
    [InlineData($"(memory 16) (global (mut v128) (v128.const i64x2 0 0)) {Handler}", "it has a mutable global that is not a number")]
    [InlineData("(memory 16) (func)", "it has no exports")]
    [InlineData(Handler, "it has no memory")]
    public void What_cannot_be_put_back_is_not_restored(string text, string? reason) => Assert.Equal(reason, Decide(text).NotRestored);

    private static InstancePlan Decide(string text) => InstancePlan.For(Parse(text), 128L << 20);

    private static BinaryModule Parse(string text) => BinaryModule.Parse(Module.ConvertText($"(module {text})"));
}
