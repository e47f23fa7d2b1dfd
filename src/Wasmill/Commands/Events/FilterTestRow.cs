namespace Wasmill.Commands.Events;

/// <summary>Result of <c>filter test</c>.</summary>
/// <param name="Match">Indicates whether the event matches.</param>
/// <param name="Filter">The filter as <c>describe</c> shows it.</param>
/// <param name="Value">The expression's value, as text.</param>
/// <param name="Type">The value's type: Boolean, Integer or String.</param>
/// <param name="Error">The kind of the error, when there was one.</param>
/// <param name="Column">Column of the error in the expression, from 1.</param>
/// <param name="Message">Description of the error.</param>
internal sealed record FilterTestRow(
    bool Match, string? Filter = null, string? Value = null, string? Type = null, string? Error = null, int? Column = null,
    string? Message = null);
