using Wasmill.Functions.Binary;
using Wasmill.Functions.Inspection;
using Wasmtime;

namespace Wasmill.Functions.Tests.Inspection;

public sealed class InstancePlanTests
{
    private const string Handler = """(func (export "f"))""";
    private const string Grow = "(func (drop (memory.grow (i32.const 1))))";

    [Theory]
    [InlineData($"(memory 1) {Grow} {Handler}", nameof(BoundsCheck.Explicit))]
    [InlineData($"(memory 127) {Grow} {Handler}", nameof(BoundsCheck.Explicit))]
    [InlineData($"(memory 128) {Grow} {Handler}", nameof(BoundsCheck.GuardPages))]
    [InlineData($"(memory 1) {Handler}", nameof(BoundsCheck.GuardPages))]
    public void A_small_memory_that_grows_has_explicit_bounds(string text, string bounds)
        => Assert.Equal(bounds, Decide(text).Bounds.ToString());

    [Fact]
    public void A_limit_beyond_the_address_space_of_explicit_bounds_needs_guard_pages()
        => Assert.Equal(
            BoundsCheck.GuardPages, InstancePlan.For(Parse($"(memory 1) {Grow} {Handler}"), InstancePlan.MostExplicitBytes + 1).Bounds);

    [Theory]
    [InlineData($"(memory 128) (global (mut i32) (i32.const 1)) {Grow} {Handler}", null)]
    [InlineData($"(memory 16) {Handler}", null)]
    [InlineData($"(memory 15) {Handler}", "its memory is small")]
    [InlineData($"(memory 16) {Grow} {Handler}", "its memory grows, and a memory cannot shrink")]
    [InlineData(
        $"(memory 16) (table 1 funcref) (func (table.set (i32.const 0) (ref.null func))) {Handler}", "its code changes tables")]
    [InlineData($"""(memory 16) (data $d "a") (func (data.drop $d)) {Handler}""", "its code uses passive segments")]
    [InlineData($"(memory 16) (func $s) (start $s) {Handler}", "it has a start function, which would not run again")]
    [InlineData(
        $"(memory 16) (global (mut funcref) (ref.null func)) {Handler}", "it has a mutable global that is not a number")]
    [InlineData($"(memory 16) (global (mut v128) (v128.const i64x2 0 0)) {Handler}", "it has a mutable global that is not a number")]
    [InlineData("(memory 16) (func)", "it has no exports")]
    public void What_cannot_be_put_back_is_not_restored(string text, string? reason) => Assert.Equal(reason, Decide(text).NotRestored);

    private static InstancePlan Decide(string text) => InstancePlan.For(Parse(text), 128L << 20);

    private static BinaryModule Parse(string text) => BinaryModule.Parse(Module.ConvertText($"(module {text})"));
}
