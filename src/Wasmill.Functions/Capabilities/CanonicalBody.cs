namespace Wasmill.Functions.Capabilities;

/// <summary>Runs a function of an interface of the component model.</summary>
/// <param name="call">The call of the function.</param>
/// <param name="arguments">The arguments, each widened to 64 bits.</param>
/// <returns>The result; ignored if the function has none.</returns>
internal delegate long CanonicalBody(CanonicalCall call, ReadOnlySpan<long> arguments);
