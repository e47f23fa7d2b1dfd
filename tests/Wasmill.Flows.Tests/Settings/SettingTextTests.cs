using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests.Settings;

public sealed class SettingTextTests
{
    private static readonly IReadOnlyList<SettingDefinition> Settings = new EverySettingKind().Settings;

    [Theory]
    [InlineData("text", "")]
    [InlineData("text", "12")]
    [InlineData("flag", "true")]
    [InlineData("flag", "false")]
    [InlineData("count", "1")]
    [InlineData("count", "100")]
    [InlineData("wait", "PT0.5S")]
    [InlineData("wait", "500ms")]
    [InlineData("wait", "2h")]
    [InlineData("mode", "two")]
    [InlineData("file", "../x y")]
    public void A_value_of_the_type_is_accepted(string setting, string text)
        => Assert.Null(SettingText.Explain(Find(setting), setting, text));

    [Theory]
    [InlineData("flag", "yes", "flag must be true or false, not \"yes\"")]
    [InlineData("count", "0", "count must be a whole number from 1 to 100, not \"0\"")]
    [InlineData("count", "101", "count must be a whole number from 1 to 100, not \"101\"")]
    [InlineData("count", "1.5", "count must be a whole number from 1 to 100, not \"1.5\"")]
    [InlineData("wait", "5", "wait must be a duration such as 500ms, 30s, 5m or PT1M, not \"5\"")]
    [InlineData("mode", "four", "mode must be one, two or three, not \"four\"")]
    public void A_value_of_another_type_is_an_error_that_says_what_to_write(string setting, string text, string message)
        => Assert.Equal(message, SettingText.Explain(Find(setting), setting, text));

    [Fact]
    public void A_number_without_an_upper_bound_has_a_lower_one()
        => Assert.Equal(
            "n must be a whole number, 2 or more, not \"1\"",
            SettingText.Explain(new("n", SettingType.WholeNumber, "a number") { Minimum = 2 }, "n", "1"));

    private static SettingDefinition Find(string name) => SettingTree.Find(Settings, name)!;
}
