namespace Wasmill.Commands.Functions.Inspecting;

/// <summary>A template.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">The description.</param>
internal sealed record TemplateRow(string Name, string Description);
