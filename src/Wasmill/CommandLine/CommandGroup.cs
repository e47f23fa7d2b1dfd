using System.CommandLine;

namespace Wasmill.CommandLine;

/// <summary>The commands of one task, as shown on the first help page.</summary>
/// <param name="Title">The task.</param>
/// <param name="Commands">The commands in the order of use. The help omits hidden commands.</param>
internal sealed record CommandGroup(string Title, IReadOnlyList<Command> Commands);
