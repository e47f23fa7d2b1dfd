using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.Flows.Components;
using Wasmill.Flows.Model;

namespace Wasmill.Commands.Flows.Creating;

/// <summary><c>wasmill create</c>: the commands that create objects.</summary>
internal static class CreateCommand
{
    /// <summary>
    /// Creates the command with a subcommand for each type of object;
    /// <c>source</c>, <c>target</c> and <c>transformation</c> have one for each kind.
    /// </summary>
    public static Command Create(CommandContext context, ComponentKinds kinds)
    {
        var create = new Command("create", "Create a broker, a source, a target or a trigger") { new CreateBrokerCommand(context) };
        foreach (var (role, name, description) in Roles)
        {
            var command = new Command(name, description);
            foreach (var kind in kinds.Of(role))
                command.Add(new CreateComponentCommand(context, kinds, kind));
            if (command.Subcommands.Count > 0)
                create.Add(command);
        }

        create.Add(new CreateTriggerCommand(context, kinds));
        return create;
    }

    private static readonly (ComponentRole Role, string Name, string Description)[] Roles =
    [
        (ComponentRole.Source, "source", "Create a source, which publishes events"),
        (ComponentRole.Target, "target", "Create a target, which receives events"),
        (ComponentRole.Transformation, "transformation", "Create a transformation, which converts events"),
    ];
}
