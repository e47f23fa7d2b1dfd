using Wasmill.Apps.Assets;

namespace Wasmill.Apps.Tests.Assets;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("*.txt", "a.txt", true)]
    [InlineData("*.txt", "b/a.txt", false)]
    [InlineData("*.txt", "A.TXT", false)]
    [InlineData("a?.txt", "ab.txt", true)]
    [InlineData("**/*.txt", "a.txt", true)]
    [InlineData("**/*.txt", "b/c/a.txt", true)]
    [InlineData("b/**", "b/c/a.txt", true)]
    [InlineData("b/**/c/*", "b/x/y/c/a", true)]
    [InlineData("b/**/c/*", "b/c", false)]
    [InlineData("./a/*", "a/.hidden", true)]
    [InlineData("a", "a/b", false)]
    public void Stars_and_question_marks_stand_for_names_and_folders(string pattern, string path, bool fits)
        => Assert.Equal(fits, new GlobPattern(pattern).Matches(path));
}
