namespace Wasmill.Events.Cesql.Values;

/// <summary>An error of an evaluation. Making one allocates nothing; its message is put together when someone reads it.</summary>
/// <param name="Kind">What it is; <see cref="CesqlErrorKind.None"/> for none.</param>
/// <param name="Column">Where in the expression's text, from 1.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Subject">What it is wrong with; may be empty.</param>
public readonly record struct CesqlError(CesqlErrorKind Kind, int Column, string Problem, string Subject)
{
    /// <summary>Whether there is an error.</summary>
    public bool IsSet => Kind != CesqlErrorKind.None;

    /// <summary>One line for a person.</summary>
    public string Message => string.IsNullOrEmpty(Subject) ? Problem ?? "" : $"{Problem}: {Subject}";
}
