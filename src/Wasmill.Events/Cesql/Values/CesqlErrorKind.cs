using Wasmill.Events.Cesql.Parsing;

namespace Wasmill.Events.Cesql.Values;

/// <summary>What went wrong in an evaluation (CESQL 1.0, section 3.3). A text that is no expression is a <see cref="CesqlParseError"/> instead.</summary>
public enum CesqlErrorKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A division by zero, or a result outside of 32 bits.</summary>
    Math,

    /// <summary>A String is no Integer or no Boolean.</summary>
    Cast,

    /// <summary>The event does not have an attribute.</summary>
    MissingAttribute,

    /// <summary>There is no function of that name with that many arguments.</summary>
    MissingFunction,

    /// <summary>A function got an argument it cannot do anything with.</summary>
    FunctionEvaluation,
}
