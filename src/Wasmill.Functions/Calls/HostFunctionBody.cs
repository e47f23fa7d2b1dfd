namespace Wasmill.Functions.Calls;

/// <summary>What a function of the host does when a guest calls it.</summary>
/// <param name="call">The call in which the guest runs.</param>
/// <param name="arguments">The arguments, each widened to 64 bits; a floating-point number as its bits.</param>
/// <returns>The result; ignored when the function has none.</returns>
internal delegate long HostFunctionBody(GuestCall call, ReadOnlySpan<long> arguments);
