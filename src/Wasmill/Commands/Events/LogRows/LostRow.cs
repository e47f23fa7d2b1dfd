namespace Wasmill.Commands.Events.LogRows;

/// <summary>A trigger that misses events.</summary>
/// <param name="Name">The trigger.</param>
/// <param name="Lost">Events that it had yet to deliver; those that it had not matched are counted as if they passed its filter.</param>
internal sealed record LostRow(string Name, long Lost);
