using System.CommandLine;
using Wasmill.Output;

namespace Wasmill.Commands.Events.Filtering;

/// <summary><c>wasmill filter</c>: the commands about filters.</summary>
internal static class FilterCommand
{
    /// <summary>The command.</summary>
    public static Command Create(ITerminal terminal) => new("filter", "Try a trigger's filter on an event") { new FilterTestCommand(terminal) };
}
