namespace Wasmill.CommandLine.Documentation;

/// <summary>A line of a help page: a command, an argument or an option, and its description.</summary>
/// <param name="Name">What is typed.</param>
/// <param name="Description">The description.</param>
internal sealed record PageEntry(string Name, string Description);
