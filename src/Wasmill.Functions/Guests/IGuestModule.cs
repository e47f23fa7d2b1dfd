using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Guests;

/// <summary>
/// A loaded guest, which creates instances of itself. Code that runs guests depends on this interface only, not on how a guest is called.
/// </summary>
internal interface IGuestModule : IDisposable
{
    /// <summary>Indicates whether instances are restored after their calls, rather than discarded.</summary>
    bool Restores { get; }

    /// <summary>Indicates whether the guest supports a request method.</summary>
    bool Accepts(string method);

    /// <summary>Builds the guest's view of the world for one call.</summary>
    /// <param name="world">The view that is the same for every call.</param>
    /// <param name="request">The request.</param>
    WasiWorld World(WasiWorld world, FunctionRequest request);

    /// <summary>Creates a fresh instance. Waits until a slot is free.</summary>
    /// <param name="call">The first call that the instance handles.</param>
    /// <exception cref="Exception">The guest failed or was ended while it started; <see cref="Explain"/> describes it.</exception>
    IGuestInstance Instantiate(GuestCall call);

    /// <summary>
    /// Describes an exception of a guest's run; null if the exception does not come from the guest and is a bug of the host.
    /// </summary>
    /// <param name="exception">The exception.</param>
    /// <param name="call">The call.</param>
    /// <param name="memoryBytes">The size of the guest's memory in bytes when it ended.</param>
    GuestEnding? Explain(Exception exception, GuestCall call, long memoryBytes);
}
