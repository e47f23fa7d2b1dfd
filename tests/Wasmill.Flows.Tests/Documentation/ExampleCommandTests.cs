using Wasmill.Flows.Components;
using Wasmill.Flows.Documentation;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests.Documentation;

public sealed class ExampleCommandTests
{
    [Theory]
    [InlineData("http://x/?a=b%20c", "http://x/?a=b%20c", true)]
    [InlineData("a.b", "a.b", false)]
    [InlineData("two words", "'two words'", false)]
    [InlineData("", "''", false)]
    [InlineData("$HOME", "'$HOME'", false)]
    public void A_value_is_quoted_where_a_shell_would_change_it(string text, string written, bool quoted)
    {
        var command = ExampleCommand.Write(new EverySettingKind(), new ComponentExample("x", MapValue.Of(("text", text))) { Name = "n" });

        Assert.Equal($"wasmill create source every --text {(quoted ? $"'{written}'" : written)} --name n", command);
    }

    [Fact]
    public void A_list_of_groups_has_no_command()
    {
        Assert.False(
            ExampleCommand.CanWrite(new ComponentExample("x", MapValue.Empty.With("rules", new ListValue([MapValue.Of(("name", "r"))])))));
        Assert.True(ExampleCommand.CanWrite(new EverySettingKind().Examples[0]));
    }
}
