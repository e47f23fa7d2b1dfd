using System.CommandLine;
using Wasmill.Connectors;

namespace Wasmill.Tests.Rig;

/// <summary>The commands of the program.</summary>
internal static class CommandTree
{
    /// <summary>The root command.</summary>
    public static RootCommand Root(CommandRig rig) => RootCommandFactory.Create(rig.Context(new FakeTerminal()), BuiltInKinds.ForEditing);

    /// <summary>The words of every command that does something and is not hidden.</summary>
    public static IReadOnlyList<string> Leaves() => List(isGroup: false);

    /// <summary>The words of every command that only has others below it.</summary>
    public static IReadOnlyList<string> Groups() => List(isGroup: true);

    /// <summary>The command of some words.</summary>
    public static Command Find(RootCommand root, string words)
        => words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate((Command)root, (command, word) => command.Subcommands.Single(child => child.Name == word));

    private static string[] List(bool isGroup)
    {
        // A theory's data is made synchronously.
        var rig = new CommandRig();
        try
        {
            return [.. Below(Root(rig), "").Where(one => one.Command.Subcommands.Count > 0 == isGroup).Select(one => one.Path)];
        }
        finally
        {
            rig.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static IEnumerable<(Command Command, string Path)> Below(Command command, string path)
        => command.Subcommands.Where(child => !child.Hidden)
            .Select(child => (Command: child, Path: path.Length == 0 ? child.Name : $"{path} {child.Name}"))
            .SelectMany(one => new[] { one }.Concat(Below(one.Command, one.Path)));
}
