namespace Wasmill.Events.Cesql.Values;

/// <summary>An error of an evaluation. Creating it allocates nothing; the message is built when it is read.</summary>
/// <param name="Kind">The kind of error; <see cref="CesqlErrorKind.None"/> for none.</param>
/// <param name="Column">Column in the text of the expression, from 1.</param>
/// <param name="Problem">The problem.</param>
/// <param name="Subject">The value or name that has the problem; may be empty.</param>
public readonly record struct CesqlError(CesqlErrorKind Kind, int Column, string Problem, string Subject)
{
    /// <summary>Indicates whether there is an error.</summary>
    public bool IsSet => Kind != CesqlErrorKind.None;

    /// <summary>A one-line message for users.</summary>
    public string Message => string.IsNullOrEmpty(Subject) ? Problem ?? "" : $"{Problem}: {Subject}";
}
