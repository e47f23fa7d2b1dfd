namespace Wasmill.Apps.Templates;

/// <summary>A template that <c>wasmill new</c> knows.</summary>
/// <param name="Id">Its name: <c>http-py</c>.</param>
/// <param name="Description">What it makes, in one line.</param>
public sealed record TemplateInfo(string Id, string Description);
