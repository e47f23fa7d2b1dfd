using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql;

/// <summary>What an evaluation came to: always a value, and the first error when there was one.</summary>
/// <param name="Value">The value. With an error it is what the failed operator or function returns beside it, at the root of the expression; the zero value of the expression's type further down.</param>
/// <param name="Error">The error; <see cref="CesqlError.IsSet"/> tells whether there is one.</param>
public readonly record struct CesqlResult(CesqlValue Value, CesqlError Error)
{
    /// <summary>Whether an event with this result passes a filter: the value is the Boolean true, and there is no error (CESQL 1.0, section 1.2).</summary>
    public bool IsMatch => Value.IsTrue && !Error.IsSet;
}
