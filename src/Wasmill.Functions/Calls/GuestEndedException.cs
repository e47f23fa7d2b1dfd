namespace Wasmill.Functions.Calls;

/// <summary>Unwinds the guest from inside a host call. <see cref="GuestCall.Ending"/> has the reason.</summary>
internal sealed class GuestEndedException(string message) : Exception(message);
