using System.Text.RegularExpressions;
using Wasmill.Apps.Building.Python.Requirements;

namespace Wasmill.Apps.Tests.Building.Python.Requirements;

/// <summary>What the build knows of Python's modules is what the documented table has, which PythonStandardLibraryTests hold.</summary>
public sealed partial class PythonModulesTests
{
    private static readonly string Promise = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "functions.md"))
        .Split("### What of Python is there\n")[1]
        .Split("\n## ")[0];

    [Fact]
    public void The_modules_that_are_there_are_those_of_the_table_and_those_of_the_guest()
    {
        var there = Names(Row().Matches(Promise).First(row => row.Groups["what"].Value == "there").Groups["text"].Value);
        var own = Directory.GetFiles(Path.Combine(Checkout.Root, "guests", "python", "boot"), "spin_*.py")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Append("wasmill");
        Assert.Equal(there.Concat(own).Order(StringComparer.Ordinal), PythonModules.Available.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_modules_that_are_not_there_have_the_reasons_of_the_table()
        => Assert.Equal(
            Row().Matches(Promise)
                .Where(row => row.Groups["what"].Value.StartsWith('`'))
                .SelectMany(row => Names(row.Groups["what"].Value), (row, name) => (name, row.Groups["text"].Value.Replace("`", "")))
                .OrderBy(row => row.name, StringComparer.Ordinal),
            PythonModules.Refused.Select(row => (row.Key, row.Value)).OrderBy(row => row.Key, StringComparer.Ordinal));

    private static IEnumerable<string> Names(string cell) => Name().Matches(cell).Select(name => name.Groups[1].Value);

    [GeneratedRegex(@"^\| (?<what>[^|]+?) \| (?<text>[^|]+?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z0-9_]+)`")]
    private static partial Regex Name();
}
