namespace Wasmill.Functions.Calls;

/// <summary>Runs a host function.</summary>
/// <param name="call">The call in which the guest runs.</param>
/// <param name="arguments">The arguments, each widened to 64 bits; a floating-point number is passed as its bits.</param>
/// <returns>The result; ignored if the function has none.</returns>
internal delegate long HostFunctionBody(GuestCall call, ReadOnlySpan<long> arguments);
