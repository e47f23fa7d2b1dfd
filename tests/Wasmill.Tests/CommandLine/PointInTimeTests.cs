using System.Globalization;
using Wasmill.CommandLine;
using Wasmill.Errors;

namespace Wasmill.Tests.CommandLine;

public sealed class PointInTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("17", 17)]
    public void A_number_is_a_position(string text, long position)
        => Assert.Equal(new PointInTime(position, null), PointInTime.Read(text, "--from", Now));

    [Theory]
    [InlineData("10m", "2026-11-24T14:50:00Z")]
    [InlineData("2d", "2026-11-22T15:00:00Z")]
    [InlineData("2026-11-24T15:00:00", "2026-11-24T15:00:00Z")]
    [InlineData("2026-11-24T15:00:00+02:00", "2026-11-24T13:00:00Z")]
    public void A_time_is_a_moment_or_one_ago_and_in_UTC_unless_it_says(string text, string moment)
        => Assert.Equal(
            DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture),
            PointInTime.Read(text, "--from", Now)!.Time!.Value.ToUniversalTime());

    [Theory]
    [InlineData("-1")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void What_is_neither_is_refused_with_the_forms(string text)
    {
        var error = Assert.Throws<UserErrorException>(() => PointInTime.Read(text, "--from", Now));
        Assert.Equal(ExitCodes.Usage, error.ExitCode);
        Assert.Contains("--from", error.Message, StringComparison.Ordinal);
        Assert.Contains(PointInTime.Forms, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_nothing() => Assert.Null(PointInTime.Read(null, "--from", Now));
}
