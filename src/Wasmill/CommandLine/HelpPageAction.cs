using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Wasmill.Errors;

namespace Wasmill.CommandLine;

// Tested by: HelpTests
/// <summary>Shows a help page: the root's commands grouped by task; for every other command the library's page and then examples.</summary>
internal sealed class HelpPageAction(HelpAction inner, IReadOnlyList<CommandGroup> groups) : SynchronousCommandLineAction
{
    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        if (command is RootCommand)
        {
            WriteRoot(output, command);
            return ExitCodes.Success;
        }

        inner.Invoke(parseResult);
        if (command is WasmillCommand { Examples.Count: > 0 } documented)
            WriteExamples(output, documented.Examples);
        return ExitCodes.Success;
    }

    private void WriteRoot(TextWriter output, Command root)
    {
        output.WriteLine(root.Description);
        output.WriteLine();
        output.WriteLine("Usage: wasmill <command> [options]     (wasmill <command> --help for details)");
        foreach (var group in groups)
        {
            output.WriteLine();
            output.WriteLine($"{group.Title}:");
            foreach (var command in group.Commands.Where(command => !command.Hidden))
                output.WriteLine($"  {command.Name,-12} {command.Description}");
        }
    }

    private static void WriteExamples(TextWriter output, IReadOnlyList<string> examples)
    {
        output.WriteLine("Examples:");
        foreach (var example in examples)
            output.WriteLine($"  {example}");
    }
}
