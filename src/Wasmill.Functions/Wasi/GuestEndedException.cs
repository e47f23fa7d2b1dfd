namespace Wasmill.Functions.Wasi;

/// <summary>Leaves the guest from inside a host call. What ended it is noted in <see cref="WasiCall.Ending"/>.</summary>
internal sealed class GuestEndedException(string message) : Exception(message);
