namespace Wasmill.Commands.Events.Logs;

/// <summary>A line of the log in JSON output, when the log is written as text.</summary>
/// <param name="Time">The time; null if the line has none.</param>
/// <param name="Level"><c>Information</c>, <c>Warning</c> or <c>Error</c>.</param>
/// <param name="Component">The component that wrote it.</param>
/// <param name="Message">The text.</param>
internal sealed record LogRow(DateTimeOffset? Time, string Level, string Component, string Message);
