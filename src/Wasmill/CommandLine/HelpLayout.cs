using System.CommandLine;
using System.CommandLine.Help;

namespace Wasmill.CommandLine;

/// <summary>Gives a command line Wasmill's help pages.</summary>
internal static class HelpLayout
{
    /// <summary>Applies the layout to a command line.</summary>
    public static void Apply(RootCommand root, IReadOnlyList<CommandGroup> groups)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        var inner = (HelpAction)option.Action!;
        inner.MaxWidth = 80;
        option.Action = new HelpPageAction(inner, groups);
    }
}
