using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Functions;

/// <summary>A built-in function.</summary>
/// <param name="Name">Its name in upper case.</param>
/// <param name="Parameters">The types of the arguments that must be there.</param>
/// <param name="Rest">The type of any number of arguments more, or null when there may be none.</param>
/// <param name="Result">The type of its value.</param>
/// <param name="Body">What it does.</param>
/// <param name="ErrorKind">The kind of the error it reports.</param>
internal sealed record CesqlFunction(
    string Name, CesqlType[] Parameters, CesqlType? Rest, CesqlType Result, CesqlFunctionBody Body, CesqlErrorKind ErrorKind = CesqlErrorKind.FunctionEvaluation)
{
    /// <summary>Whether it can be called with so many arguments.</summary>
    public bool Takes(int count) => count == Parameters.Length || count > Parameters.Length && Rest is not null;

    /// <summary>The type that an argument is cast to.</summary>
    public CesqlType ParameterAt(int index) => index < Parameters.Length ? Parameters[index] : Rest!.Value;
}
