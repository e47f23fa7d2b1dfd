using Wasmill.Apps.Manifests.Rules;

namespace Wasmill.Apps.Tests.Manifests.Rules;

public sealed class LimitTextTests
{
    [Theory]
    [InlineData("1ms", 1)]
    [InlineData("250ms", 250)]
    [InlineData("1.5s", 1500)]
    [InlineData("2m", 120_000)]
    [InlineData("1h", 3_600_000)]
    public void Times_have_a_unit(string text, int milliseconds)
        => Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), LimitText.Deadline(text));

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("-1s")]
    [InlineData("0s")]
    [InlineData("1 s")]
    [InlineData("61m")]
    public void What_is_no_time_within_the_range_is_none(string text) => Assert.Null(LimitText.Deadline(text));

    [Theory]
    [InlineData("10", 10)]
    [InlineData("2KiB", 2048)]
    [InlineData("1GiB", 1L << 30)]
    public void Sizes_are_bytes_or_have_a_unit(string text, long bytes) => Assert.Equal(bytes, LimitText.Bytes(text, 10, 1L << 30));

    [Theory]
    [InlineData("9")]
    [InlineData("1MB")]
    [InlineData("2GiB")]
    [InlineData("9223372036854775807GiB")]
    [InlineData("GiB")]
    [InlineData("-1")]
    public void What_is_no_size_within_the_range_is_none(string text) => Assert.Null(LimitText.Bytes(text, 10, 1L << 30));
}
