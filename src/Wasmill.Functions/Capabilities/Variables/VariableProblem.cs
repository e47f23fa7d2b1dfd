namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>Something that is wrong with the variables of an app.</summary>
/// <param name="Variable">The variable; null when it is a place that values come from.</param>
/// <param name="Message">What is wrong, in one line without any value.</param>
public sealed record VariableProblem(string? Variable, string Message);
