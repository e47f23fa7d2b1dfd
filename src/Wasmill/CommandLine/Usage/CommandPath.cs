using System.CommandLine;

namespace Wasmill.CommandLine.Usage;

/// <summary>The words of a command.</summary>
internal static class CommandPath
{
    /// <summary>The command as it is typed: <c>wasmill create broker</c>.</summary>
    public static string Of(Command command)
    {
        var words = new List<string>();
        for (var one = command; one is not null and not RootCommand; one = one.Parents.OfType<Command>().FirstOrDefault())
            words.Insert(0, one.Name);
        return string.Join(' ', ["wasmill", .. words]);
    }

    /// <summary>The subcommands that the help shows.</summary>
    public static IEnumerable<Command> Shown(Command command) => command.Subcommands.Where(child => !child.Hidden);
}
