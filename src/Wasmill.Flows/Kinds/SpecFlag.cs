namespace Wasmill.Flows.Kinds;

/// <summary>A flag of the command line that gives a setting its value.</summary>
/// <param name="Name">The flag without its dashes.</param>
/// <param name="Value">The value that it gives.</param>
public sealed record SpecFlag(string Name, string Value);
