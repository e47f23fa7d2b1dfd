using System.CommandLine;
using Wasmill.CommandLine.Usage;

namespace Wasmill.CommandLine.Documentation;

// Tested by: HelpTests, CommandPageTests
/// <summary>The documentation of a command, from which help, manual page and reference are written.</summary>
internal sealed record CommandPage
{
    // A group shows the first example of each of its commands, up to this number.
    private const int MostExamples = 8;

    /// <summary>The command as it is typed.</summary>
    public required string Path { get; init; }

    /// <summary>The description in one line, without a period.</summary>
    public required string Summary { get; init; }

    /// <summary>The form of the command line.</summary>
    public required string Usage { get; init; }

    /// <summary>Commands, arguments and options.</summary>
    public required IReadOnlyList<PageSection> Sections { get; init; }

    /// <summary>Complete command lines.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>Documents a command.</summary>
    public static CommandPage Of(Command command)
    {
        PageSection[] sections =
        [
            new("Commands", [.. CommandPath.Shown(command).Select(child => new PageEntry(child.Name, child.Description!))]),
            new("Arguments", [.. command.Arguments.Select(one => new PageEntry(ValueProblem.NameOf(one), one.Description!))]),
            new("Options", [.. OptionsOf(command).Select(OptionText.EntryOf), new PageEntry("-h, --help", "show this help")]),
        ];
        return new CommandPage
        {
            Path = CommandPath.Of(command),
            Summary = command.Description!,
            Usage = UsageOf(command),
            Sections = [.. sections.Where(section => section.Entries.Count > 0)],
            Examples = ExamplesOf(command),
        };
    }

    /// <summary>The options of a command that the help shows, without <c>--help</c>.</summary>
    public static IEnumerable<Option> OptionsOf(Command command)
        => command.Options.Where(option => !option.Hidden && option is not System.CommandLine.Help.HelpOption);

    private static string UsageOf(Command command)
    {
        List<string> words = [CommandPath.Of(command)];
        if (command.Subcommands.Count > 0)
            words.Add("COMMAND");
        words.AddRange(command.Arguments.Select(UsageOf));
        words.AddRange(OptionsOf(command).Where(option => option.Required).Select(option => $"{option.Name} {OptionText.ValueOf(option)}"));
        if (OptionsOf(command).Any(option => !option.Required))
            words.Add("[options]");
        return string.Join(' ', words);
    }

    private static string UsageOf(Argument argument)
    {
        var name = ValueProblem.NameOf(argument);
        if (argument.Arity.MaximumNumberOfValues > 1 && !name.Contains(' ', StringComparison.Ordinal))
            name += "...";
        return argument.Arity.MinimumNumberOfValues > 0 || name.Contains('[', StringComparison.Ordinal) ? name : $"[{name}]";
    }

    private static IReadOnlyList<string> ExamplesOf(Command command) => command is WasmillCommand leaf
        ? leaf.Examples
        : [.. CommandPath.Shown(command)
            .SelectMany(child => ExamplesOf(child).Take(child is WasmillCommand ? 1 : MostExamples))
            .Take(MostExamples)];
}
