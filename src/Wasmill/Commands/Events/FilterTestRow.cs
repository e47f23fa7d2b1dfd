namespace Wasmill.Commands.Events;

/// <summary>Result of <c>filter test</c>.</summary>
internal sealed record FilterTestRow
{
    /// <summary>Indicates whether the event matches.</summary>
    public required bool Match { get; init; }

    /// <summary>The filter as <c>describe</c> shows it.</summary>
    public string? Filter { get; init; }

    /// <summary>The expression's value, as text.</summary>
    public string? Value { get; init; }

    /// <summary>The value's type: Boolean, Integer or String.</summary>
    public string? Type { get; init; }

    /// <summary>The kind of the error, when there was one.</summary>
    public string? Error { get; init; }

    /// <summary>Column of the error in the expression, from 1.</summary>
    public int? Column { get; init; }

    /// <summary>Description of the error.</summary>
    public string? Message { get; init; }
}
