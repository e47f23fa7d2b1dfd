namespace Wasmill.Events.Cesql.Parsing;

/// <summary>Something in a valid expression that hardly means what its writer wanted.</summary>
/// <param name="Column">Where in the text, from 1.</param>
/// <param name="Message">What it means, and how to write what is probably wanted.</param>
/// <param name="IsCertainError">Whether every evaluation that comes to this place ends with an error. The specification has it evaluate so; as a filter the expression is refused.</param>
public sealed record CesqlWarning(int Column, string Message, bool IsCertainError = false);
