using System.CommandLine;
using System.Text.RegularExpressions;
using Wasmill.Connectors;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests;

/// <summary>The help page of every command.</summary>
public sealed class HelpTests
{
    private const int Columns = 80;

    /// <summary>Every command that does something and is not hidden, as the words that name it.</summary>
    public static TheoryData<string> Commands
    {
        get
        {
            using var rig = new DisposableRig();
            return [.. Leaves(RootCommandFactory.Create(rig.Rig.Context(new FakeTerminal()), BuiltInKinds.ForEditing), "")];
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_help_page_fits_80_columns_and_shows_examples_that_the_command_takes(string command)
    {
        await using var rig = new CommandRig();
        var help = (await rig.RunAsync([.. command.Split(' '), "--help"])).Succeeded();
        Assert.Equal("", help.Error);
        // An example is one line that can be copied, however long.
        var parts = help.Out.Split("Examples:\n");
        Assert.DoesNotContain(parts[0].Split('\n'), line => line.Length > Columns);
        Assert.Contains("Usage:", parts[0], StringComparison.Ordinal);
        var examples = parts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains($"wasmill {command}", example, StringComparison.Ordinal));
        var root = RootCommandFactory.Create(rig.Context(new FakeTerminal()), BuiltInKinds.ForEditing);
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
        var root = RootCommandFactory.Create(rig.Context(new FakeTerminal()), BuiltInKinds.ForEditing);
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

    private static IEnumerable<string> Leaves(Command command, string path)
        => command.Subcommands.Count == 0
            ? [path]
            : command.Subcommands.Where(child => !child.Hidden)
                .SelectMany(child => Leaves(child, path.Length == 0 ? child.Name : $"{path} {child.Name}"));

    // A theory's data is made synchronously.
    private sealed class DisposableRig : IDisposable
    {
        public CommandRig Rig { get; } = new();

        public void Dispose() => Rig.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
