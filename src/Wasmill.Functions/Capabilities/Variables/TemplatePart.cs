namespace Wasmill.Functions.Capabilities.Variables;

/// <summary>A piece of a template.</summary>
/// <param name="Literal">Text to be taken as it stands; empty when <paramref name="Variable"/> is given.</param>
/// <param name="Variable">The variable whose value stands here, or null.</param>
/// <param name="Column">Where it begins in the template, from 1.</param>
internal readonly record struct TemplatePart(string Literal, string? Variable, int Column);
