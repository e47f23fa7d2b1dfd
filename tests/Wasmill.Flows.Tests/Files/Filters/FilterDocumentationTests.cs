using System.Text.RegularExpressions;
using Wasmill.Flows.Files.Filters;

namespace Wasmill.Flows.Tests.Files.Filters;

public sealed partial class FilterDocumentationTests
{
    [Fact]
    public void Every_example_of_the_page_on_filters_is_read_without_a_warning()
    {
        var examples =
            Block().Matches(File.ReadAllText(Path.Combine(Root(), "docs", "filters.md"))).Select(match => match.Groups[1].Value).ToList();
        Assert.True(examples.Count >= 5, $"{examples.Count} examples");
        foreach (var example in examples)
        {
            Assert.Empty(FilterText.Parse(example, out var filter));
            Assert.Empty(filter!.Check().Warnings);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Wasmill.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("the tests must run inside a checkout");
        return folder.FullName;
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
