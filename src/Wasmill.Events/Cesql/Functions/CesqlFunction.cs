using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Functions;

/// <summary>A built-in function.</summary>
/// <param name="Name">The name in upper case.</param>
/// <param name="Parameters">The types of the required arguments.</param>
/// <param name="Rest">The type of any further arguments; null if none are allowed.</param>
/// <param name="Result">The type of the return value.</param>
/// <param name="Body">The implementation.</param>
/// <param name="ErrorKind">The kind of error that the function reports.</param>
internal sealed record CesqlFunction(
    string Name,
    CesqlType[] Parameters,
    CesqlType? Rest,
    CesqlType Result,
    CesqlFunctionBody Body,
    CesqlErrorKind ErrorKind = CesqlErrorKind.FunctionEvaluation)
{
    /// <summary>Indicates whether the function accepts a number of arguments.</summary>
    public bool Takes(int count) => count == Parameters.Length || count > Parameters.Length && Rest is not null;

    /// <summary>Returns the type that an argument is cast to.</summary>
    public CesqlType ParameterAt(int index) => index < Parameters.Length ? Parameters[index] : Rest!.Value;
}
