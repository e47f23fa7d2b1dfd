using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.Flows.Components;

namespace Wasmill.Commands.Flows.Explaining;

/// <summary><c>wasmill flow</c>: the commands about flow files.</summary>
internal static class FlowCommand
{
    /// <summary>Creates the command with its subcommands.</summary>
    public static Command Create(CommandContext context, ComponentKinds kinds) => new("flow", "Explain the documents of a flow file")
    {
        new FlowExplainCommand(context, kinds),
        new FlowSchemaCommand(context, kinds),
    };
}
