using System.Text;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Tests.Calls;

public sealed class GuestOutputTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public void What_fits_is_kept_as_it_came()
    {
        var output = new GuestOutput(MiB);
        Assert.True(output.Write(FunctionLogStream.Output, "one\r\ntw"u8));
        Assert.True(output.Write(FunctionLogStream.Error, "error\n"u8));
        Assert.True(output.Write(FunctionLogStream.Output, "o\nlast"u8));
        Assert.Equal(
            [
                new(FunctionLogStream.Output, "one"),
                new(FunctionLogStream.Error, "error"),
                new(FunctionLogStream.Output, "two"),
                new(FunctionLogStream.Output, "last"),
            ],
            output.Finish());
    }

    [Fact]
    public void Of_much_the_beginning_and_the_end_are_kept_and_the_rest_is_counted()
    {
        var output = new GuestOutput(MiB);
        // 10,000 lines of 50 bytes, the line's end included.
        for (var i = 0; i < 10_000; i++)
            Assert.True(output.Write(
                FunctionLogStream.Output, Encoding.UTF8.GetBytes(FormattableString.Invariant($"{i:00000} {new string('x', 43)}\n"))));
        output.Write(FunctionLogStream.Error, "Traceback\n"u8);
        var lines = output.Finish();
        var cut = lines.ToList().FindIndex(line => line.Text.StartsWith("...", StringComparison.Ordinal));
        // 32,768 / 49 lines are kept at the beginning; at the end the traceback's nine bytes take a part of the room.
        Assert.Equal((668, "00667"), (cut, lines[cut - 1].Text[..5]));
        Assert.Equal((FunctionLogStream.Error, "Traceback"), (lines[^1].Stream, lines[^1].Text));
        var kept = lines.Count - 2;
        Assert.Equal(FormattableString.Invariant($"... {(10_000 - kept) * 50:N0} more bytes dropped"), lines[cut].Text);
        Assert.Equal(FormattableString.Invariant($"{10_000 - (lines.Count - 2 - cut):00000}"), lines[cut + 1].Text[..5]);
    }

    [Fact]
    public void Short_lines_are_bounded_by_their_number_because_each_takes_more_memory_than_bytes()
    {
        var output = new GuestOutput(MiB);
        output.Write(FunctionLogStream.Output, Encoding.UTF8.GetBytes(new string('\n', MiB)));
        var lines = output.Finish();
        Assert.Equal(2 * GuestOutput.KeptLines + 1, lines.Count);
        Assert.Equal("... 1,046,576 more bytes dropped", lines[GuestOutput.KeptLines].Text);
    }

    [Fact]
    public void A_line_without_an_end_is_cut()
    {
        var output = new GuestOutput(MiB);
        Assert.True(output.Write(FunctionLogStream.Error, new byte[MiB].Select(_ => (byte)'x').ToArray()));
        Assert.False(output.Write(FunctionLogStream.Error, "x"u8));
        Assert.Equal(
            [
                new(FunctionLogStream.Error, new string('x', GuestOutput.KeptBytes)),
                new(FunctionLogStream.Error, "... 1,015,808 more bytes dropped"),
            ],
            output.Finish());
    }

    [Theory]
    [InlineData("x\n")]
    [InlineData("\n")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890\n")]
    [InlineData("x")]
    public void A_call_keeps_a_bounded_amount_whatever_it_writes(string piece)
    {
        var output = new GuestOutput(MiB);
        output.Write(FunctionLogStream.Output, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, MiB / piece.Length))));
        // An object of 24 bytes and a place of 16 for each line, and two bytes for each character.
        Assert.InRange(output.Finish().Sum(line => 40 + 2 * line.Text.Length), 1, 300 << 10);
    }
}
