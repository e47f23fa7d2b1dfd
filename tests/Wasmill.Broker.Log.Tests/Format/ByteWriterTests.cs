using Wasmill.Broker.Log.Format;

namespace Wasmill.Broker.Log.Tests.Format;

public sealed class ByteWriterTests
{
    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7f")]
    [InlineData(128, "8001")]
    [InlineData(300, "ac02")]
    [InlineData(long.MaxValue, "ffffffffffffffff7f")]
    public void Numbers_are_LEB128(long value, string bytes)
    {
        var writer = new ByteWriter(1);
        writer.Number(value);
        Assert.Equal(bytes, Convert.ToHexStringLower(writer.Written));
        Assert.Equal(value, new ByteReader(writer.Written).Number());
    }

    [Fact]
    public void Everything_is_read_as_it_was_written()
    {
        var writer = new ByteWriter(4);
        var moment = new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.FromHours(2)).AddTicks(7);
        writer.Byte(200);
        writer.Int64(-5);
        writer.Text("äöü ☁️");
        writer.OptionalText(null);
        writer.OptionalText("");
        writer.OptionalText("x");
        writer.Bytes([1, 2, 3]);
        writer.Moment(moment);
        var reader = new ByteReader(writer.Written);
        Assert.Equal(200, reader.Byte());
        Assert.Equal(-5, reader.Int64());
        Assert.Equal("äöü ☁️", reader.Text());
        Assert.Null(reader.OptionalText());
        Assert.Equal("", reader.OptionalText());
        reader.SkipOptionalText();
        Assert.Equal([1, 2, 3], reader.Bytes().ToArray());
        Assert.Equal(moment.ToUniversalTime(), reader.Moment());
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void Room_is_left_for_what_is_filled_in_later_and_lengths_can_be_taken_back()
    {
        var writer = new ByteWriter(1);
        writer.Byte(9);
        writer.Skip(3);
        Assert.Equal([9, 0, 0, 0], writer.Written.ToArray());
        writer.Reset(1);
        writer.Byte(8);
        Assert.Equal([9, 8], writer.Written.ToArray());
        writer.Reset();
        Assert.Equal(0, writer.Length);
    }
}
