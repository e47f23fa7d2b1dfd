using System.Text.RegularExpressions;

namespace Wasmill.Architecture;

/// <summary>Whoever follows a link in a document arrives, and docs/README.md leads to every document.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Roots = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];

    [Fact]
    public void Every_link_leads_to_a_file_and_a_heading_that_are_there()
    {
        var links = Documents().SelectMany(document => Links(document).Select(link => (document, link))).ToList();
        Assert.True(links.Count >= 100, $"{links.Count} links");
        Assert.Empty(links.Where(one => !LeadsSomewhere(one.document, one.link)).Select(one => $"{one.document}: {one.link}"));
    }

    [Fact]
    public void The_index_leads_to_every_document()
    {
        var linked = Links(Path.Combine("docs", "README.md")).Select(link => Target(Path.Combine("docs", "README.md"), link)).ToHashSet();
        // The pages of the kinds of components have an index of their own.
        var pages = Documents().Where(path => path.StartsWith("docs", StringComparison.Ordinal)
            && (!path.Contains("components", StringComparison.Ordinal) || path.EndsWith("README.md", StringComparison.Ordinal)));
        Assert.Equal([Path.Combine("docs", "README.md")], pages.Where(path => !linked.Contains(Path.GetFullPath(path, Checkout.Root))));
    }

    private static IEnumerable<string> Documents()
        => Roots.Concat(Directory.EnumerateFiles(Path.Combine(Checkout.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Checkout.Root, path))
            .Order(StringComparer.Ordinal));

    private static IEnumerable<string> Links(string document)
        => Link().Matches(Fence().Replace(Checkout.Read(document), ""))
            .Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains(':', StringComparison.Ordinal));

    private static string Target(string document, string link)
        => Path.GetFullPath(
            link.StartsWith('#') ? Path.GetFileName(document) : link.Split('#')[0],
            Path.GetFullPath(Path.GetDirectoryName(document)!, Checkout.Root));

    private static bool LeadsSomewhere(string document, string link)
    {
        var target = Target(document, link);
        if (!File.Exists(target) && !Directory.Exists(target))
            return false;
        return link.Split('#') is not [_, var anchor]
            || Heading().Matches(File.ReadAllText(target)).Any(heading => Slug(heading) == anchor);
    }

    private static string Slug(Match heading)
        => NotInSlug().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^#+ (.+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInSlug();
}
