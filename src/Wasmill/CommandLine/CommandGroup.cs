namespace Wasmill.CommandLine;

/// <summary>The commands of one task, as the first page of the help shows them.</summary>
/// <param name="Title">The task.</param>
/// <param name="Commands">Names of commands in the order of use.</param>
internal sealed record CommandGroup(string Title, IReadOnlyList<string> Commands);
