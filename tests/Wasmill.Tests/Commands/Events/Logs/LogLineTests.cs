using Wasmill.Commands.Events.Logs;

namespace Wasmill.Tests.Commands.Events.Logs;

public sealed class LogLineTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 24, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-24T15:00:00.000Z fn | error: no", "Error", "no")]
    [InlineData("2026-11-24T15:00:00.000Z fn | warning: mind", "Warning", "mind")]
    [InlineData("2026-11-24T15:00:00.000Z fn [trigger=t] | plain", "Information", "plain")]
    [InlineData("2026-11-24T15:00:00.000Z fn |", "Information", "2026-11-24T15:00:00.000Z fn |")]
    public void A_text_line_has_a_time_a_component_a_level_and_a_message(string text, string level, string message)
        => Assert.Equal(new LogRow(Time, level, "fn", message), LogLine.Parse(text).ToRow());

    [Theory]
    [InlineData("{\"time\":\"2026-11-24T15:00:00.000Z\",\"component\":\"fn\"}", "fn")]
    [InlineData("{\"component\":3}", "")]
    [InlineData("{\"compo", "")]
    [InlineData("", "")]
    [InlineData("word", "")]
    public void Any_other_line_has_what_can_be_read_of_it(string text, string component)
        => Assert.Equal((text, component), (LogLine.Parse(text).Text, LogLine.Parse(text).Component));
}
