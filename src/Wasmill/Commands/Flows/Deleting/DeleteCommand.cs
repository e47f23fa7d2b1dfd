using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;

namespace Wasmill.Commands.Flows.Deleting;

/// <summary><c>wasmill delete</c>: the commands that delete objects.</summary>
internal static class DeleteCommand
{
    private static readonly (ComponentRole Role, string Example, string Description)[] Roles =
    [
        (ComponentRole.Source, "tick", "Delete a source"),
        (ComponentRole.Target, "cloudrun", "Delete a target and its triggers"),
        (ComponentRole.Transformation, "shout", "Delete a transformation and its triggers"),
    ];

    /// <summary>Creates the command with a subcommand for each type of object.</summary>
    public static Command Create(CommandContext context, ComponentKinds kinds)
    {
        var delete = new Command("delete", "Delete a broker, a source, a target or a trigger") { new DeleteBrokerCommand(context, kinds) };
        foreach (var (role, example, description) in Roles.Where(one => kinds.Of(one.Role).Any()))
            delete.Add(new DeleteComponentCommand(
                context, kinds, (role.ToString().ToLowerInvariant(), example), description,
                (editor, text, name) => editor.RemoveComponent(text, name, role)));
        delete.Add(new DeleteComponentCommand(
            context, kinds, ("trigger", "orders"), "Delete a trigger", static (editor, text, name) => editor.RemoveTrigger(text, name)));
        return delete;
    }
}
