namespace Wasmill.Commands.Events;

/// <summary>What <c>filter test</c> found.</summary>
/// <param name="Match">Whether the event passes.</param>
/// <param name="Filter">The filter as <c>describe</c> shows it.</param>
/// <param name="Value">The expression's value, as text.</param>
/// <param name="Type">The value's type: Boolean, Integer or String.</param>
/// <param name="Error">The kind of the error, when there was one.</param>
/// <param name="Column">Where in the expression the error is, from 1.</param>
/// <param name="Message">What the error is.</param>
internal sealed record FilterTestRow(
    bool Match, string? Filter = null, string? Value = null, string? Type = null, string? Error = null, int? Column = null,
    string? Message = null);
