using Wasmill.Functions.Binary;
using Wasmill.Functions.Binary.Code;
using Wasmtime;

namespace Wasmill.Functions.Tests.Binary.Code;

public sealed class CodeSummaryTests
{
    private const string Head = """
        (memory 1 10) (table $t 4 4 funcref) (data $passive "abc") (elem $e funcref (ref.func $g)) (global $m (mut i32) (i32.const 1))
        (func $g)
        """;

    // What follows the instruction proves that its immediates were read: were they taken for instructions, the last one would be missed.
    [Theory]
    [InlineData("(drop (memory.grow (i32.const 1)))", true, false, false)]
    [InlineData("(drop (memory.size))", false, false, false)]
    [InlineData("(table.set $t (i32.const 0) (ref.null func))", false, true, false)]
    [InlineData("(drop (table.get $t (i32.const 0)))", false, false, false)]
    [InlineData("(drop (table.grow $t (ref.null func) (i32.const 0)))", false, true, false)]
    [InlineData("(table.fill $t (i32.const 0) (ref.null func) (i32.const 0))", false, true, false)]
    [InlineData("(table.copy $t $t (i32.const 0) (i32.const 0) (i32.const 0))", false, true, false)]
    [InlineData("(table.init $t $e (i32.const 0) (i32.const 0) (i32.const 0))", false, true, false)]
    [InlineData("(elem.drop $e)", false, false, true)]
    [InlineData("(data.drop $passive)", false, false, true)]
    [InlineData("(memory.init $passive (i32.const 0) (i32.const 0) (i32.const 0))", false, false, true)]
    [InlineData("(memory.fill (i32.const 0) (i32.const 64) (i32.const 64))", false, false, false)]
    [InlineData("(memory.copy (i32.const 64) (i32.const 64) (i32.const 64))", false, false, false)]
    [InlineData("(i64.store offset=0x4040 (i32.const 64) (i64.const 0x4040404040404040))", false, false, false)]
    [InlineData("(drop (f64.const 0x1.4040404040404p+5)) (drop (f32.const 3.0039368))", false, false, false)]
    [InlineData("(block (block (br_table 0 1 0 1 (i32.const 64))))", false, false, false)]
    [InlineData("(drop (select (result i32) (i32.const 64) (i32.const 64) (i32.const 64)))", false, false, false)]
    [InlineData("(drop (block (result i64) (i64.const 64))) (loop) (if (i32.const 64) (then) (else))", false, false, false)]
    [InlineData("(call $g) (call_indirect $t (i32.const 64)) (global.set $m (i32.const 64))", false, false, false)]
    [InlineData("(drop (v128.const i8x16 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64 64))", false, false, false)]
    [InlineData(
        "(drop (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 (v128.load (i32.const 64)) (v128.load8_splat (i32.const 64))))",
        false, false, false)]
    [InlineData("(drop (i8x16.extract_lane_s 7 (v128.load8_lane 3 (i32.const 64) (i8x16.splat (i32.const 64)))))", false, false, false)]
    [InlineData("(drop (i32x4.add (v128.load32_zero (i32.const 64)) (v128.load64_zero (i32.const 64))))", false, false, false)]
    [InlineData("(drop (i32.trunc_sat_f64_u (f64.const 1)))", false, false, false)]
    public void Each_instruction_is_known_by_what_it_can_change(string code, bool grows, bool writes, bool segments)
    {
        Assert.Equal(new CodeSummary(grows, writes, segments, HasUnknown: false), Read($"(module {Head} (func {code}))"));
        var last = Read($"(module {Head} (func (local i64 f32) (local v128) {code} (drop (memory.grow (i32.const 64)))))");
        Assert.Equal(new CodeSummary(true, writes, segments, HasUnknown: false), last);
    }

    [Fact]
    public void A_module_without_code_changes_nothing()
        => Assert.Equal(new CodeSummary(false, false, false, false), Read("(module (memory 1))"));

    [Fact]
    public void An_unknown_instruction_makes_the_rest_uncertain()
        // A body without locals: an atomic instruction, and its end.
        => Assert.True(CodeSummary.Read(BinaryModule.Parse(
            (byte[])[.. BinaryModule.Preamble, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 6, 1, 4, 0, 0xFE, 0, 0x0B])).HasUnknown);

    [Fact]
    public void The_code_of_every_guest_is_known()
        => Assert.All(
            Directory.GetFiles(TestGuests.Folder, "*.wasm"),
            path => Assert.False(CodeSummary.Read(BinaryModule.Parse(File.ReadAllBytes(path))).HasUnknown, path));

    private static CodeSummary Read(string text) => CodeSummary.Read(BinaryModule.Parse(Module.ConvertText(text)));
}
