namespace Wasmill.Client.Api;

/// <summary>The flow's text.</summary>
/// <param name="Revision">Names this state of the text; an edit says which one it started from.</param>
/// <param name="Text">The text. Secrets are written and never read back: an answer has *** in their place,
/// and an edit that leaves it there keeps them.</param>
public sealed record FlowDto(string Revision, string Text);
