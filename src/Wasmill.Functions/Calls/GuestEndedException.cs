namespace Wasmill.Functions.Calls;

/// <summary>Leaves the guest from inside a host call. What ended it is noted in <see cref="GuestCall.Ending"/>.</summary>
internal sealed class GuestEndedException(string message) : Exception(message);
