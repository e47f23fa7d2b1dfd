using System.CommandLine;
using System.Text.RegularExpressions;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests;

/// <summary>The help page of every command.</summary>
public sealed class HelpTests
{
    private const int Columns = 80;

    /// <summary>Every command that does something and is not hidden, as the words that name it.</summary>
    public static TheoryData<string> Commands => [.. CommandTree.Leaves(), .. CommandTree.Groups()];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_help_page_fits_80_columns_and_shows_examples_that_the_command_takes(string command)
    {
        await using var rig = new CommandRig();
        var help = (await rig.RunAsync([.. command.Split(' '), "--help"])).Succeeded();
        Assert.Equal("", help.Error);
        Assert.DoesNotContain(help.Out.Split('\n'), line => line.Length > Columns);
        // The description begins with a capital letter and has no period; the library's own words are not there.
        Assert.Matches("^[A-Z]", help.Out);
        Assert.DoesNotContain("additional arguments", help.Out, StringComparison.Ordinal);
        var parts = help.Out.Replace(" \\\n    ", " ", StringComparison.Ordinal).Split("Examples:\n");
        Assert.Contains("Usage:", parts[0], StringComparison.Ordinal);
        var examples = parts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains($"wasmill {command}", example, StringComparison.Ordinal));
        var root = CommandTree.Root(rig);
        // As the program does: "@hourly" is a schedule, not a response file.
        var parser = new ParserConfiguration { ResponseFileTokenReplacer = null };
        foreach (var example in examples.Where(example => example.StartsWith("wasmill ", StringComparison.Ordinal)))
            Assert.Empty(root.Parse([.. Words(example)], parser).Errors.Select(error => $"{example}: {error.Message}"));
    }

    [Fact]
    public async Task The_first_page_lists_every_command_that_is_not_hidden()
    {
        await using var rig = new CommandRig();
        var help = (await rig.RunAsync("--help")).Succeeded();
        var root = CommandTree.Root(rig);
        Assert.All(
            root.Subcommands,
            command => Assert.Equal(!command.Hidden, help.Out.Contains($"\n  {command.Name} ", StringComparison.Ordinal)));
        Assert.DoesNotContain(help.Out.Split('\n'), line => line.Length > Columns);
    }

    // As a shell splits them, up to a redirection.
    private static IEnumerable<string> Words(string line)
        => Regex.Matches(line.Split(" < ")[0].Split(" > ")[0], """(?:'[^']*'|"[^"]*"|[^\s'"])+""")
            .Skip(1)
            .Select(word => word.Value.Replace("'", "").Replace("\"", ""));
}
