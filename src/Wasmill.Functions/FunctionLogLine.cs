namespace Wasmill.Functions;

/// <summary>One line that a guest wrote.</summary>
/// <param name="Stream">Which of the guest's streams it went to.</param>
/// <param name="Text">The line without its end, decoded as UTF-8 with replacement of invalid bytes.</param>
public readonly record struct FunctionLogLine(FunctionLogStream Stream, string Text);
