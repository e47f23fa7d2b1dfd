using System.Reflection;
using System.Text.RegularExpressions;
using Wasmill.Errors;

namespace Wasmill.Tests.Errors;

public sealed class ErrorPageTests
{
    [Fact]
    public void The_page_has_every_code_of_an_error_in_json()
    {
        var page = File.ReadAllText(Checkout.Path("docs", "errors.md"));
        var section = page.Split("## Errors as JSON\n")[1].Split("\n## ")[0];
        Assert.Equal(
            Constants(typeof(ErrorCodes)).Cast<string>().Order(StringComparer.Ordinal),
            Regex.Matches(section, "(?m)^\\| `(\\w+)`").Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_has_every_exit_code()
    {
        var page = File.ReadAllText(Checkout.Path("docs", "errors.md"));
        var section = page.Split("## Exit codes of the command line\n")[1].Split("\n## ")[0];
        Assert.Equal(
            Constants(typeof(ExitCodes)).Select(code => $"{code}").Order(StringComparer.Ordinal),
            Regex.Matches(section, "(?m)^\\| (\\d+) ").Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<object> Constants(Type type)
        => type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetRawConstantValue()!);
}
