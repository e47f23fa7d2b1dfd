namespace Wasmill.Commands.Flows;

/// <summary>JSON output of the delete commands.</summary>
/// <param name="Kind"><c>broker</c>, <c>source</c>, <c>target</c>, <c>transformation</c> or <c>trigger</c>.</param>
/// <param name="Names">The names that were given.</param>
/// <param name="Triggers">The triggers that were deleted with them.</param>
internal sealed record DeletedRow(string Kind, IReadOnlyList<string> Names, IReadOnlyList<string> Triggers);
