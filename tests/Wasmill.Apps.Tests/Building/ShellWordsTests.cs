using System.Diagnostics;
using Wasmill.Apps.Building;

namespace Wasmill.Apps.Tests.Building;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("  a \t b  ")]
    [InlineData("a 'b c' \"d  e\" f")]
    [InlineData("a'b'\"c\"d '' \"\"")]
    [InlineData("'$x' \"it's\" '\"' \"a;b\" '\\'")]
    [InlineData("a=b --c=d-e/f.g:h@i,j+k%l^m_n")]
    public async Task Words_and_quotes_are_split_as_the_shell_splits_them(string command)
        => Assert.Equal(await AskShellAsync(command), ShellWords.TrySplit(command));

    [Theory]
    [InlineData("a $b")]
    [InlineData("a \"$b\"")]
    [InlineData("a `b`")]
    [InlineData("a | b")]
    [InlineData("a; b")]
    [InlineData("a &")]
    [InlineData("a > b")]
    [InlineData("a (b)")]
    [InlineData("a\\ b")]
    [InlineData("a *")]
    [InlineData("a ?")]
    [InlineData("a ~")]
    [InlineData("a # b")]
    [InlineData("a\nb")]
    [InlineData("a 'b")]
    [InlineData("a \"b")]
    public void What_only_the_shell_understands_is_left_to_it(string command) => Assert.Null(ShellWords.TrySplit(command));

    private static async Task<string[]> AskShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"for word in {command}; do printf '%s\\0' \"$word\"; done"])
        {
            RedirectStandardOutput = true,
        })!;
        var words = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        return words.Length == 0 ? [] : words[..^1].Split('\0');
    }
}
