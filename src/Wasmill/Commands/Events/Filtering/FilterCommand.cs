using System.CommandLine;
using Wasmill.CommandLine;

namespace Wasmill.Commands.Events.Filtering;

/// <summary><c>wasmill filter</c>: the commands about filters.</summary>
internal static class FilterCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
        => new("filter", "Try a trigger's filter on an event") { new FilterTestCommand(context) };
}
