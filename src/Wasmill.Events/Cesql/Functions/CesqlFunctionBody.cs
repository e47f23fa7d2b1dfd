using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Functions;

/// <summary>The implementation of a function.</summary>
/// <param name="arguments">The arguments, cast to the parameters' types.</param>
/// <param name="result">The return value; also set when there is a problem.</param>
/// <returns>Null on success; otherwise the problem with the arguments.</returns>
internal delegate string? CesqlFunctionBody(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result);
