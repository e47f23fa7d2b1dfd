using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Functions.Tests.Capabilities.Variables;

public sealed class VariableNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("a1_b_2")]
    public void A_name_of_lower_case_letters_digits_and_single_underscores_is_right(string name) => Assert.Null(VariableName.Explain(name));

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("aB", "it contains 'B'; only lower-case letters, digits and underscores are allowed")]
    [InlineData("a-b", "it contains '-'; only lower-case letters, digits and underscores are allowed")]
    [InlineData("a\n", "it contains the control character U+000A; only lower-case letters, digits and underscores are allowed")]
    [InlineData("4a", "it must begin with a letter")]
    [InlineData("_a", "it must begin with a letter")]
    [InlineData("a_", "it must not end with an underscore")]
    [InlineData("a__b", "it must not have two underscores in a row")]
    public void Any_other_name_is_wrong_for_a_reason(string name, string reason) => Assert.Equal(reason, VariableName.Explain(name));
}
