using System.CommandLine;
using System.Text;
using Wasmill.CommandLine.Usage;

namespace Wasmill.CommandLine.Documentation;

// Tested by: ManualTests
/// <summary>Writes manual pages with the man macros, which groff and mandoc read: one of the program, and one for each command.</summary>
/// <param name="version">The program's version, for the foot of each page.</param>
/// <param name="date">The date of the pages.</param>
internal sealed class ManualPages(string version, DateTimeOffset date)
{
    /// <summary>Writes all pages.</summary>
    /// <returns>The name of each file, and its text.</returns>
    public IEnumerable<(string File, string Text)> Write(IReadOnlyList<CommandGroup> groups)
    {
        var shown = groups.Where(group => group.Commands.Any(command => !command.Hidden)).ToList();
        yield return ("wasmill.1", WriteProgram(shown));
        foreach (var command in shown.SelectMany(group => group.Commands).Where(command => !command.Hidden)
            .SelectMany(MarkdownReference.WithDescendants))
            yield return ($"{NameOf(CommandPath.Of(command))}.1", WriteCommand(CommandPage.Of(command)));
    }

    private string WriteProgram(IReadOnlyList<CommandGroup> groups)
    {
        var page = Begin("wasmill", Surroundings.Summary);
        page.Append(".SH SYNOPSIS\n.B wasmill\n.I COMMAND\n[\\fIoptions\\fR]\n");
        page.Append(".SH DESCRIPTION\n");
        page.Append("CloudEvents come in, small sandboxed WebAssembly functions transform them, CloudEvents go out.\n");
        page.Append("One program holds an event-flow system (broker, triggers, sources, targets),\n");
        page.Append("a function framework, and an event display.\n");
        page.Append(".B wasmill demo\nshows all of it.\n.SH COMMANDS\n");
        foreach (var group in groups)
        {
            page.Append($".SS {Escape(group.Title)}\n");
            foreach (var command in group.Commands.Where(command => !command.Hidden))
                WriteEntry(page, new PageEntry(command.Name, command.Description!));
        }

        WriteSection(page, "ENVIRONMENT", Surroundings.Environment);
        WriteSection(page, "FILES", Surroundings.Files);
        WriteSection(page, "EXIT STATUS", Surroundings.ExitCodes);
        return End(page, groups.SelectMany(group => group.Commands)
            .Where(command => !command.Hidden)
            .Select(command => $"wasmill-{command.Name}"));
    }

    private string WriteCommand(CommandPage command)
    {
        var page = Begin(NameOf(command.Path), char.ToLowerInvariant(command.Summary[0]) + command.Summary[1..]);
        page.Append($".SH SYNOPSIS\n{Escape(command.Usage)}\n");
        page.Append($".SH DESCRIPTION\n{Escape(command.Summary)}.\n");
        foreach (var section in command.Sections)
            WriteSection(page, section.Title.ToUpperInvariant(), section.Entries);
        page.Append(".SH EXAMPLES\n.nf\n");
        foreach (var line in command.Examples.SelectMany(TextColumns.WrapCommand))
            page.Append(Escape(line[2..])).Append('\n');
        page.Append(".fi\n");
        var parent = command.Path[..command.Path.LastIndexOf(' ')];
        return End(page, [NameOf(parent), .. command.Sections.Where(section => section.Title == "Commands")
            .SelectMany(section => section.Entries)
            .Select(entry => $"{NameOf(command.Path)}-{entry.Name}")]);
    }

    private StringBuilder Begin(string name, string summary)
        => new StringBuilder($".TH {Escape(name).ToUpperInvariant()} 1 {date.UtcDateTime:yyyy-MM-dd} ")
            // Words are not hyphenated, and lines not stretched: options and file names are read as they are typed.
            .Append($"\"Wasmill {Escape(version)}\" \"Wasmill manual\"\n.nh\n.ad l\n")
            .Append($".SH NAME\n{Escape(name)} \\- {Escape(summary)}\n");

    private static string End(StringBuilder page, IEnumerable<string> others)
    {
        page.Append(".SH SEE ALSO\n");
        page.Append(string.Join(",\n", others.Distinct().Select(name => $".BR {Escape(name)} (1)"))).Append('\n');
        return page.ToString();
    }

    private static void WriteSection(StringBuilder page, string title, IReadOnlyList<PageEntry> entries)
    {
        page.Append($".SH {title}\n");
        foreach (var entry in entries)
            WriteEntry(page, entry);
    }

    private static void WriteEntry(StringBuilder page, PageEntry entry)
        => page.Append($".TP\n\\fB{Escape(entry.Name)}\\fR\n{Escape(entry.Description)}\n");

    private static string NameOf(string path) => path.Replace(' ', '-');

    // A backslash and a hyphen have a meaning of their own anywhere; a dot and an apostrophe at the start of a line.
    private static string Escape(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal)
            .Replace("-", "\\-", StringComparison.Ordinal)
            .Replace("'", "\\(aq", StringComparison.Ordinal)
            .Replace("~", "\\(ti", StringComparison.Ordinal)
            .Replace("^", "\\(ha", StringComparison.Ordinal)
            .Replace("`", "\\(ga", StringComparison.Ordinal)
            .Replace("\"", "\\(dq", StringComparison.Ordinal);
        return escaped.StartsWith('.') ? "\\&" + escaped : escaped;
    }
}
