using Wasmill.Client.Text;

namespace Wasmill.Client.Tests;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1, "1 byte")]
    [InlineData(999, "999 bytes")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(999_949, "999.9 kB")]
    [InlineData(999_950, "1.0 MB")]
    [InlineData(1 << 20, "1.0 MB")]
    [InlineData(2_000_000_000_000_000, "2000.0 TB")]
    public void A_size_is_shown_with_one_digit(long bytes, string text) => Assert.Equal(text, ByteSize.Of(bytes));
}
