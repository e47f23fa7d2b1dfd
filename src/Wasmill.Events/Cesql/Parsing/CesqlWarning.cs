namespace Wasmill.Events.Cesql.Parsing;

/// <summary>A warning about a valid expression that probably does not mean what its author intended.</summary>
/// <param name="Column">Column in the text, from 1.</param>
/// <param name="Message">The actual meaning, and how to write what was probably intended.</param>
/// <param name="IsCertainError">Indicates whether every evaluation that reaches this point fails. The specification requires such an
/// expression to parse; as a filter it is rejected.</param>
public sealed record CesqlWarning(int Column, string Message, bool IsCertainError = false);
