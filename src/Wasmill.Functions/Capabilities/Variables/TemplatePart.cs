namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>One part of a template.</summary>
/// <param name="Literal">The literal text; empty if <paramref name="Variable"/> is set.</param>
/// <param name="Variable">The variable to insert; null for literal text.</param>
/// <param name="Column">The start column in the template, from 1.</param>
internal readonly record struct TemplatePart(string Literal, string? Variable, int Column);
