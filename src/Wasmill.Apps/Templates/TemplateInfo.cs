namespace Wasmill.Apps.Templates;

/// <summary>A template of <c>wasmill new</c>.</summary>
/// <param name="Id">The name, such as <c>http-py</c>.</param>
/// <param name="Description">The description in one line.</param>
public sealed record TemplateInfo(string Id, string Description);
