using System.CommandLine;
using Wasmill.Connectors.Kinds;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Creating;

/// <summary><c>wasmill create</c>: the commands that make something.</summary>
internal static class CreateCommand
{
    /// <summary>The command with one command for each thing, and one below <c>target</c> for each kind.</summary>
    public static Command Create(ITerminal terminal)
    {
        var target = new Command("target", "Make a target: somewhere events are delivered to");
        foreach (var kind in BuiltInKinds.ForEditing.All)
            target.Add(new CreateTargetCommand(terminal, kind));
        return new Command("create", "Make a broker, a target or a trigger")
        {
            new CreateBrokerCommand(terminal),
            target,
            new CreateTriggerCommand(terminal),
        };
    }
}
