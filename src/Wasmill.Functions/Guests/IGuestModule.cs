using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Guests;

/// <summary>A loaded guest, which makes instances of itself. Whoever runs guests knows this, and not how one is called.</summary>
internal interface IGuestModule : IDisposable
{
    /// <summary>Whether the guest can be given a request of this method.</summary>
    bool Accepts(string method);

    /// <summary>What the guest sees of the world in one call.</summary>
    /// <param name="world">What it sees in every call.</param>
    /// <param name="request">The request.</param>
    WasiWorld World(WasiWorld world, FunctionRequest request);

    /// <summary>Makes a fresh instance. Waits while there is no room for one.</summary>
    /// <param name="call">The first call that it handles.</param>
    /// <exception cref="Exception">The guest failed or was ended while it started: <see cref="Explain"/> knows it.</exception>
    IGuestInstance Instantiate(GuestCall call);

    /// <summary>What an exception means that came out of the guest's run; null when it did not, and is a bug of the host.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="call">The call.</param>
    /// <param name="memoryBytes">The guest's memory when it ended.</param>
    GuestEnding? Explain(Exception exception, GuestCall call, long memoryBytes);
}
