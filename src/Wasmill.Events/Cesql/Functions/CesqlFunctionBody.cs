using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Functions;

/// <summary>What a function does.</summary>
/// <param name="arguments">The arguments, cast to the parameters' types.</param>
/// <param name="result">The value; there is one beside a problem as well.</param>
/// <returns>Null, or what is wrong with the arguments.</returns>
internal delegate string? CesqlFunctionBody(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result);
