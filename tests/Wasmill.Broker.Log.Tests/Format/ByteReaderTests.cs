using Wasmill.Broker.Log.Format;

namespace Wasmill.Broker.Log.Tests.Format;

public sealed class ByteReaderTests
{
    private delegate void Read(ref ByteReader reader);

    [Theory]
    [InlineData("")]
    [InlineData("ff")]
    [InlineData("8080")]
    public void A_number_that_is_cut_off_is_refused(string bytes)
        => Refused(bytes, "ends before", (ref ByteReader reader) => reader.Number());

    [Theory]
    // 2^63 and more.
    [InlineData("80808080808080808001", "out of range")]
    [InlineData("8080808080808080808001", "too long")]
    public void A_number_beyond_63_bits_is_refused(string bytes, string reason)
        => Refused(bytes, reason, (ref ByteReader reader) => reader.Number());

    [Fact]
    public void A_length_beyond_an_int_is_refused() => Refused("8080808008", "out of range", (ref ByteReader reader) => reader.Int());

    [Fact]
    public void Bytes_and_texts_longer_than_the_rest_are_refused()
    {
        Refused("0301", "ends before", (ref ByteReader reader) => reader.Bytes());
        Refused("0361", "ends before", (ref ByteReader reader) => reader.Text());
        Refused("0461", "ends before", (ref ByteReader reader) => reader.OptionalText());
        Refused("0461", "ends before", (ref ByteReader reader) => reader.SkipOptionalText());
        Refused("01020304050607", "ends before", (ref ByteReader reader) => reader.Int64());
    }

    [Theory]
    [InlineData("ffffffffffffffff")]
    [InlineData("ffffffffffffff7f")]
    public void A_time_that_is_none_is_refused(string bytes) => Refused(bytes, "out of range", (ref ByteReader reader) => reader.Moment());

    private static void Refused(string bytes, string reason, Read read)
    {
        var error = Assert.Throws<LogFormatException>(() =>
        {
            var reader = new ByteReader(Convert.FromHexString(bytes));
            read(ref reader);
        });
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
