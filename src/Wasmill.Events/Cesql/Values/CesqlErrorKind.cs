using Wasmill.Events.Cesql.Parsing;

namespace Wasmill.Events.Cesql.Values;

/// <summary>
/// The kinds of evaluation error (CESQL 1.0, section 3.3). An invalid expression is a <see cref="CesqlParseError"/> instead.
/// </summary>
public enum CesqlErrorKind
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>A division by zero, or a result that does not fit in 32 bits.</summary>
    Math,

    /// <summary>A String cannot be cast to Integer or Boolean.</summary>
    Cast,

    /// <summary>The event does not have an attribute.</summary>
    MissingAttribute,

    /// <summary>No function has that name and number of arguments.</summary>
    MissingFunction,

    /// <summary>An argument of a function is invalid.</summary>
    FunctionEvaluation,
}
