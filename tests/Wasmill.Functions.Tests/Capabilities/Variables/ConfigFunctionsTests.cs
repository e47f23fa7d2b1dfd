namespace Wasmill.Functions.Tests.Capabilities.Variables;

public sealed class ConfigFunctionsTests
{
    private static readonly FunctionConfig Config = Scripts.Config with
    {
        Variables = new Dictionary<string, string> { ["variable"] = "value", ["empty"] = "", ["text"] = "grün" },
    };

    // The case "variables" of Spin's conformance tests.
    [Theory]
    [InlineData("capabilities")]
    [InlineData("capabilities_later")]
    public async Task A_component_reads_its_variables_and_learns_why_it_cannot_read_others(string guest)
    {
        var result = await Scripts.CallAsync(
            guest, Config, "config variable", "config empty", "config text", "config non_existent", "config invalid-name",
            "config invalid!name", "config 4invalidname", "config ");
        Assert.Equal(
            """
            value value
            value 
            value grün
            error 3 the component script has no variable non_existent; add it to its variables in the manifest
            error 1 "invalid-name" is not a valid variable name: it contains '-'; only lower-case letters, digits and underscores are allowed
            error 1 "invalid!name" is not a valid variable name: it contains '!'; only lower-case letters, digits and underscores are allowed
            error 1 "4invalidname" is not a valid variable name: it must begin with a letter
            error 1 "" is not a valid variable name: it is empty

            """,
            result.Body());
    }

    [Fact]
    public async Task A_component_sees_no_variable_of_another()
    {
        Assert.Equal("value value\n", await Scripts.RunAsync(Config, "config variable"));
        Assert.StartsWith("error 3 ", await Scripts.RunAsync(Scripts.Config, "config variable"), StringComparison.Ordinal);
    }
}
