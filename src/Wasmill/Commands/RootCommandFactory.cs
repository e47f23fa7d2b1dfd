using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.Output;

namespace Wasmill.Commands;

/// <summary>Puts the command line together.</summary>
internal static class RootCommandFactory
{
    private static readonly CommandGroup[] Groups =
    [
        new("Other", ["version"]),
    ];

    /// <summary>The root command with everything below it.</summary>
    public static RootCommand Create(ITerminal terminal)
    {
        var root = new RootCommand("Wasmill: CloudEvents in, sandboxed WebAssembly functions, CloudEvents out.")
        {
            new VersionCommand(terminal),
        };
        HelpLayout.Apply(root, Groups);
        return root;
    }
}
