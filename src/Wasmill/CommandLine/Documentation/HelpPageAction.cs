using System.CommandLine;
using System.CommandLine.Invocation;
using Wasmill.CommandLine.Usage;
using Wasmill.Errors;

namespace Wasmill.CommandLine.Documentation;

// Tested by: HelpTests
/// <summary>Shows a help page: the root's commands grouped by task, or the page of a command.</summary>
internal sealed class HelpPageAction(IReadOnlyList<CommandGroup> groups) : SynchronousCommandLineAction
{
    /// <summary>The commands by task.</summary>
    public IReadOnlyList<CommandGroup> Groups => groups;

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        if (command is RootCommand)
            WriteRoot(output, command);
        else
            WritePage(output, CommandPage.Of(command));
        return ExitCodes.Success;
    }

    private void WriteRoot(TextWriter output, Command root)
    {
        output.WriteLine(root.Description);
        output.WriteLine();
        output.WriteLine($"Usage: {CommandPath.Of(root)} COMMAND [options]");
        foreach (var group in groups)
        {
            output.WriteLine();
            output.WriteLine($"{group.Title}:");
            foreach (var command in group.Commands.Where(command => !command.Hidden))
                output.WriteLine($"  {command.Name,-12} {command.Description}");
        }

        output.WriteLine();
        output.WriteLine("Run \"wasmill help COMMAND\" for the options and examples of a command.");
    }

    private static void WritePage(TextWriter output, CommandPage page)
    {
        foreach (var line in TextColumns.Wrap(page.Summary, TextColumns.Width))
            output.WriteLine(line);
        output.WriteLine();
        var usage = TextColumns.Wrap(page.Usage, TextColumns.Width - "Usage: ".Length);
        output.WriteLine($"Usage: {usage[0]}");
        foreach (var line in usage.Skip(1))
            output.WriteLine($"         {line}");
        foreach (var section in page.Sections)
        {
            output.WriteLine();
            output.WriteLine($"{section.Title}:");
            TextColumns.Write(output, section.Entries);
        }

        output.WriteLine();
        output.WriteLine("Examples:");
        foreach (var line in page.Examples.SelectMany(TextColumns.WrapCommand))
            output.WriteLine(line);
    }
}
