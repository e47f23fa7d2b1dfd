using System.CommandLine;
using System.Text;
using Wasmill.CommandLine.Synonyms;
using Wasmill.CommandLine.Usage;
using Wasmill.Flows.Components;
using Wasmill.Flows.Documentation;

namespace Wasmill.CommandLine.Documentation;

// Tested by: ReferenceTests
/// <summary>Writes the reference of the command line in Markdown.</summary>
internal static class MarkdownReference
{
    private const string Origin = "Made from the program by `wasmill manual --markdown docs/reference`.";

    /// <summary>Writes all pages.</summary>
    /// <returns>The name of each file, and its text.</returns>
    public static IEnumerable<(string File, string Text)> Write(IReadOnlyList<CommandGroup> groups, ComponentKinds kinds) =>
    [
        ("commands.md", Commands(groups)),
        ("flow-file.md", FlowFilePage.Write(kinds, "../components")),
        ("synonyms.md", Synonyms()),
    ];

    /// <summary>A command and everything below it, without what is hidden.</summary>
    public static IEnumerable<Command> WithDescendants(Command command)
        => [command, .. CommandPath.Shown(command).SelectMany(WithDescendants)];

    private static string Commands(IReadOnlyList<CommandGroup> groups)
    {
        var page = new StringBuilder();
        page.Append($"# Commands\n\n{Origin} `wasmill help COMMAND` shows the same, and so does `man wasmill-COMMAND`.\n");
        foreach (var group in groups.Where(group => group.Commands.Any(command => !command.Hidden)))
        {
            page.Append($"\n## {group.Title}\n");
            foreach (var command in group.Commands.Where(command => !command.Hidden).SelectMany(WithDescendants))
                WriteCommand(page, CommandPage.Of(command));
        }

        WriteTable(page, "## Environment", "variable", Surroundings.Environment);
        WriteTable(page, "## Exit codes", "code", Surroundings.ExitCodes);
        WriteTable(page, "## Files", "file", Surroundings.Files);
        return page.ToString();
    }

    private static string Synonyms()
    {
        var page = new StringBuilder();
        page.Append($"# Words of other tools\n\n{Origin} These commands and options are accepted, or answered with what to write.\n");
        page.Append("\n## Commands\n\n| tool | command | here |\n|---|---|---|\n");
        foreach (var line in CommandSynonyms.All)
            page.Append($"| {line.Tool} | `{line.Words}` | {Meaning(line.Means, "wasmill ", line.Advice)} |\n");
        page.Append("\n## Options\n\n| tool | option | here |\n|---|---|---|\n");
        foreach (var line in OptionSynonyms.All)
        {
            var command = line.Command == OptionSynonym.Any ? "every command" : $"`{line.Command}`";
            page.Append($"| {line.Tool} | `{line.Name}` of {command} | {Meaning(line.Means, "", line.Advice)} |\n");
        }

        return page.ToString();
    }

    private static string Meaning(string? means, string program, string? advice)
        => means is null ? Cell(advice!) : means.Length == 0 ? "its value is the argument" : $"`{program}{means}`";

    private static void WriteCommand(StringBuilder page, CommandPage command)
    {
        page.Append($"\n### {command.Path}\n\n{command.Summary}.\n\n```\n{command.Usage}\n```\n");
        foreach (var section in command.Sections)
            WriteTable(page, null, section.Title.TrimEnd('s').ToLowerInvariant(), section.Entries);
        page.Append($"\n```\n{string.Join('\n', command.Examples)}\n```\n");
    }

    private static void WriteTable(StringBuilder page, string? title, string heading, IReadOnlyList<PageEntry> entries)
    {
        page.Append(title is null ? "\n" : $"\n{title}\n\n").Append($"| {heading} | meaning |\n|---|---|\n");
        foreach (var entry in entries)
            page.Append($"| `{Cell(entry.Name)}` | {Cell(entry.Description)} |\n");
    }

    // A bar ends a cell, also within code; < would begin a tag.
    private static string Cell(string text)
        => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
