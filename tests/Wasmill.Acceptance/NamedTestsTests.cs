using System.Text.RegularExpressions;

namespace Wasmill.Acceptance;

/// <summary>The documents name the tests that hold what they say.</summary>
public sealed partial class NamedTestsTests
{
    [Theory]
    [InlineData("docs/reliability.md")]
    [InlineData("docs/engines.md")]
    public void Every_test_that_a_document_names_exists(string document)
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).ToDictionary(
            path => path, File.ReadAllText);
        var names = Name()
            .Matches(File.ReadAllText(Path.Combine(Repository.Root, document)))
            .Select(match => (Class: match.Groups[1].Value, Method: match.Groups[3].Value))
            .Distinct()
            .ToList();
        Assert.True(names.Count >= 8, $"{names.Count} names");
        var missing = names.Where(name => !sources.Values.Any(text =>
            Regex.IsMatch(text, $@"class {name.Class}\b") && (name.Method.Length == 0 || Regex.IsMatch(text, $@" {name.Method}\("))));
        Assert.Empty(missing);
    }

    [GeneratedRegex(@"`([A-Z][A-Za-z0-9]+(Tests|Simulation|StayPrivate))(?:\.([A-Za-z0-9_]+))?`")]
    private static partial Regex Name();
}
