namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>A problem with the variables of an app.</summary>
/// <param name="Variable">The variable; null if the problem is with a source.</param>
/// <param name="Message">The problem in one line, without values.</param>
public sealed record VariableProblem(string? Variable, string Message);
