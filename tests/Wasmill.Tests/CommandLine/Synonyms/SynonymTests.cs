using System.CommandLine;
using System.Text.RegularExpressions;
using Wasmill.CommandLine.Synonyms;
using Wasmill.CommandLine.Usage;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.CommandLine.Synonyms;

/// <summary>Each word of another tool is accepted, or answered with what to write.</summary>
public sealed partial class SynonymTests
{
    public static TheoryData<string> Commands => [.. CommandSynonyms.All.Select(line => line.Words)];

    public static TheoryData<string, string> Options
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var line in OptionSynonyms.All)
                data.Add(line.Command, line.Name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_of_another_tool_is_accepted_or_answered(string words)
    {
        await using var rig = new CommandRig();
        var line = CommandSynonyms.All.Single(one => one.Words == words);
        Assert.True(line.Means is null != line.Advice is null, "a line is accepted or answered");
        if (line.Means is { } means)
        {
            var own = (await rig.RunAsync([.. means.Split(' ').Where(word => !word.StartsWith('-')), "--help"])).Succeeded();
            Assert.Equal(own.Out, (await rig.RunAsync([.. words.Split(' '), "--help"])).Succeeded().Out);
            return;
        }

        var outcome = (await rig.RunAsync([.. words.Split(' '), "x", "--no-such-option"]))
            .Failed(2, $"\"wasmill {words}\": {line.Advice}");
        Assert.Equal(2, outcome.Error.TrimEnd('\n').Split('\n').Length);
        AssertCommandsExist(rig, line.Advice!);
    }

    [Fact]
    public async Task No_line_stands_for_a_command_that_exists()
    {
        await using var rig = new CommandRig();
        var root = CommandTree.Root(rig);
        Assert.Empty(CommandSynonyms.All.Where(line => Resolve(root, line.Words) is not null).Select(line => line.Words));
        Assert.Empty(CommandSynonyms.All.GroupBy(line => line.Words).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.Empty(
            OptionSynonyms.All.GroupBy(line => $"{line.Command} {line.Name}").Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.Empty(OptionSynonyms.All.Where(line => line.Command != OptionSynonym.Any
            && Resolve(root, line.Command)!.Options.Any(option => option.Name == line.Name || option.Aliases.Contains(line.Name)))
            .Select(line => $"{line.Command} {line.Name}"));
    }

    [Theory]
    [MemberData(nameof(Options))]
    public async Task An_option_of_another_tool_is_accepted_or_answered(string command, string name)
    {
        await using var rig = new CommandRig();
        var line = OptionSynonyms.All.Single(one => one.Command == command && one.Name == name);
        Assert.True(line.Means is null != line.Advice is null, "a line is accepted or answered");
        var path = command == OptionSynonym.Any ? "describe" : command;
        var found = Resolve(CommandTree.Root(rig), path);
        Assert.NotNull(found);
        if (line.Advice is { } advice)
        {
            (await rig.RunAsync([.. path.Split(' '), $"{name}=value", "more"])).Failed(2, $"\"wasmill {path}\" has no {name}: {advice}");
            AssertCommandsExist(rig, advice);
            return;
        }

        SynonymTranslation.Translate(CommandTree.Root(rig), [.. path.Split(' '), $"{name}=value", "--", name], out var translated);
        string[] means = [.. line.Means!.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        Assert.Equal([.. path.Split(' '), .. means, "value", "--", name], translated);
        Assert.True(means.Length == 0 ? found.Arguments.Count > 0 : found.Options.Any(option => option.Name == means[0]), line.Means);
    }

    [Fact]
    public async Task Words_are_taken_as_if_they_were_our_own()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync("wasm");
        var row = (await rig.RunAsync("event", "send", "--type=p.q", "--data", "{}", "--json")).Succeeded().Json();
        Assert.Equal("p.q", row.GetProperty("type").GetString());
        Assert.Equal("*wasm\n", (await rig.RunAsync("ps")).Succeeded().Out);
        Assert.Contains("built in", (await rig.RunAsync("plugin", "install", "py2wasm")).Succeeded().Out, StringComparison.Ordinal);
        Assert.Equal("Deleted broker wasm\n", (await rig.RunAsync("rm", "-f", "wasm")).Succeeded().Out);
    }

    [Fact]
    public async Task A_filter_of_kn_is_answered_with_an_attribute()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        (await rig.RunAsync("create", "trigger", "--sink", "t", "--filter", "type=x")).Failed(2, "use --attribute type=x");
    }

    private static Command? Resolve(RootCommand root, string words)
        => words.Split(' ').Aggregate(
            (Command?)root, (command, word) => command?.Subcommands.FirstOrDefault(child => child.Name == word));

    // What is to be written instead exists.
    private static void AssertCommandsExist(CommandRig rig, string advice)
    {
        foreach (Match quoted in Quoted().Matches(advice))
        {
            var problem = ReadCommandLine.Of(CommandTree.Root(rig), quoted.Groups[1].Value.Split(' ')).Problem?.Message;
            Assert.False(problem?.Contains("unknown", StringComparison.Ordinal) ?? false, $"{quoted.Value}: {problem}");
        }
    }

    [GeneratedRegex("(?:\"|: )wasmill ([^\"]+)")]
    private static partial Regex Quoted();
}
