using System.Text.RegularExpressions;

namespace Wasmill.Architecture;

/// <summary>
/// A contributor who changes a file finds its tests by its name: <c>XTests</c> in the tests of its project, or a line in the file that
/// names the test classes: <c>// Tested by: ATests, BTests</c>.
/// </summary>
public sealed partial class TestedByTests
{
    // Less than that is an enum, a record or a wrapper.
    private const int Least = 40;

    [Fact]
    public void Every_larger_file_has_tests_of_its_name_or_says_where_they_are()
    {
        var tests = Checkout.Sources("tests")
            .Select(path => (Project: path.Split(Path.DirectorySeparatorChar)[1], Name: Path.GetFileNameWithoutExtension(path)))
            .ToHashSet();
        var names = tests.Select(test => test.Name).ToHashSet(StringComparer.Ordinal);
        var large = Checkout.Sources("src").Where(path => Lines(path) >= Least).ToList();
        Assert.True(large.Count >= 200, $"{large.Count} files");
        var wrong = large.SelectMany(path =>
            Pointers(path).Where(name => !names.Contains(name)).Select(name => $"{path}: there are no tests {name}"));
        Assert.Empty(wrong);

        // LogCore.Commit.cs is a part of LogCore; what its main file says holds for the type.
        var pointed = large.Where(path => Pointers(path).Any()).Select(Of).ToHashSet(StringComparer.Ordinal);
        var untested = large.Where(path => !tests.Contains((ProjectOf(path) + ".Tests", Of(path) + "Tests")) && !pointed.Contains(Of(path)))
            .Select(Of)
            .Distinct();
        Known.Compare(Known.Untested, untested);
    }

    private static string Of(string path) => Path.GetFileName(path).Split('.')[0];

    private static string ProjectOf(string path) => path.Split(Path.DirectorySeparatorChar)[1];

    private static int Lines(string path) => Checkout.Read(path).TrimEnd('\n').Split('\n').Length;

    private static IEnumerable<string> Pointers(string path)
        => Pointer().Matches(Checkout.Read(path)).SelectMany(line => line.Groups[1].Value.Split(", "));

    [GeneratedRegex("""^// Tested by: (\w+(?:, \w+)*)\r?$""", RegexOptions.Multiline)]
    private static partial Regex Pointer();
}
