using System.CommandLine;
using System.CommandLine.Help;

namespace Wasmill.CommandLine.Documentation;

/// <summary>Gives a command line Wasmill's help pages.</summary>
internal static class HelpLayout
{
    /// <summary>Applies the layout to a command line.</summary>
    public static void Apply(RootCommand root, IReadOnlyList<CommandGroup> groups)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpPageAction(groups);
        // "wasmill" alone.
        root.Action = option.Action;
    }

    /// <summary>The groups of a command line with the layout.</summary>
    public static IReadOnlyList<CommandGroup> GroupsOf(Command root) => ((HelpPageAction)root.Action!).Groups;
}
