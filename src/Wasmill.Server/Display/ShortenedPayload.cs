namespace Wasmill.Server.Display;

/// <summary>What is kept of a payload that is too large for the display.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="ShownBytes">Number of bytes that <paramref name="Text"/> stands for.</param>
/// <param name="IsBinary">Whether <paramref name="Text"/> is base64.</param>
/// <param name="Text">Its beginning.</param>
internal sealed record ShortenedPayload(long Bytes, int ShownBytes, bool IsBinary, string Text);
