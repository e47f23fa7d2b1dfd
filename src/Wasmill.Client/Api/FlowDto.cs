namespace Wasmill.Client.Api;

/// <summary>The flow's text.</summary>
/// <param name="Revision">Identifies this version of the text; an edit names the revision that it started from.</param>
/// <param name="Text">The text. Secrets can be written but not read: a response has *** instead,
/// and an edit that leaves *** unchanged keeps the secret.</param>
public sealed record FlowDto(string Revision, string Text);
