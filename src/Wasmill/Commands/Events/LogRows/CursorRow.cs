namespace Wasmill.Commands.Events.LogRows;

/// <summary>Where a trigger stands in a log.</summary>
/// <param name="Name">The trigger.</param>
/// <param name="Cursor">The position up to which its events are done, except for the open ones.</param>
/// <param name="Open">Events before the cursor that are not done.</param>
internal sealed record CursorRow(string Name, long Cursor, long Open);
