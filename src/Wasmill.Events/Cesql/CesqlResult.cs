using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql;

/// <summary>The result of an evaluation: always a value, plus the first error, if any.</summary>
/// <param name="Value">The value. On error: the failed operator's or function's own return value if it is the root of the expression;
/// otherwise the zero value of the expression's type.</param>
/// <param name="Error">The error, if <see cref="CesqlError.IsSet"/>.</param>
public readonly record struct CesqlResult(CesqlValue Value, CesqlError Error)
{
    /// <summary>
    /// Indicates whether an event with this result passes a filter: the value is the Boolean true and there is no error (CESQL 1.0, section
    /// 1.2).
    /// </summary>
    public bool IsMatch => Value.IsTrue && !Error.IsSet;
}
