namespace Wasmill.Functions.Streaming;

/// <summary>The body of a message ended before its sender has finished it.</summary>
/// <param name="message">The reason.</param>
public sealed class BrokenBodyException(string message) : IOException(message);
