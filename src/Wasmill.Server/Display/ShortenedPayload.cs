namespace Wasmill.Server.Display;

/// <summary>The beginning of a payload that is too large for the display.</summary>
/// <param name="Bytes">Size of the payload in bytes.</param>
/// <param name="ShownBytes">Number of bytes that <paramref name="Text"/> represents.</param>
/// <param name="IsBinary">Whether <paramref name="Text"/> is base64.</param>
/// <param name="Text">The beginning of the payload.</param>
internal sealed record ShortenedPayload(long Bytes, int ShownBytes, bool IsBinary, string Text);
