namespace Wasmill.Functions;

/// <summary>One line that a guest wrote.</summary>
/// <param name="Stream">The guest's stream that the line was written to.</param>
/// <param name="Text">The line without its line end, decoded as UTF-8; invalid bytes are replaced.</param>
public readonly record struct FunctionLogLine(FunctionLogStream Stream, string Text);
