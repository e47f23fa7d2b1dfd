using System.CommandLine;

namespace Wasmill.CommandLine;

/// <summary>The commands of one task, as the first page of the help shows them.</summary>
/// <param name="Title">The task.</param>
/// <param name="Commands">The commands in the order of use. The help leaves out those that are hidden.</param>
internal sealed record CommandGroup(string Title, IReadOnlyList<Command> Commands);
