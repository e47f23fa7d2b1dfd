using System.CommandLine;
using Wasmill.Flows.Components;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Explaining;

/// <summary><c>wasmill flow</c>: the commands about flow files.</summary>
internal static class FlowCommand
{
    /// <summary>The command with everything below it.</summary>
    public static Command Create(ITerminal terminal, ComponentKinds kinds) => new("flow", "Explain the documents of a flow file")
    {
        new FlowExplainCommand(terminal, kinds),
        new FlowSchemaCommand(terminal, kinds),
    };
}
