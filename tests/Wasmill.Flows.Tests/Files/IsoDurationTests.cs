using Wasmill.Flows.Files;

namespace Wasmill.Flows.Tests.Files;

public sealed class IsoDurationTests
{
    [Theory]
    [InlineData("PT0S", 0)]
    [InlineData("PT0.5S", 0.5)]
    [InlineData("PT0,25S", 0.25)]
    [InlineData("PT1M", 60)]
    [InlineData("PT1H30M", 5_400)]
    [InlineData("P1D", 86_400)]
    [InlineData("P1DT1S", 86_401)]
    [InlineData("P2W", 1_209_600)]
    public void Weeks_and_smaller_units_are_read(string text, double seconds)
    {
        Assert.True(IsoDuration.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("1s")]
    [InlineData("P1Y")]
    [InlineData("P1M")]
    [InlineData("-PT1S")]
    [InlineData("PT-1S")]
    [InlineData("PT.5S")]
    [InlineData("PT1S ")]
    [InlineData("PT1S\n")]
    [InlineData("P999999999D")]
    public void Everything_else_is_refused(string text) => Assert.False(IsoDuration.TryParse(text, out _));
}
