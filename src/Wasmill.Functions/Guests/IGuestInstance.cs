using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Guests;

// Tested by: ReuseTests, RestoreTests
/// <summary>
/// A live guest, which handles one request at a time. Not thread-safe. Disposed after one call, or after
/// <see cref="FunctionLimits.EventsPerInstance"/> calls.
/// </summary>
internal interface IGuestInstance : IDisposable
{
    /// <summary>The size of the guest's memory in bytes.</summary>
    long MemoryBytes { get; }

    /// <summary>The number of requests that the guest has handled.</summary>
    int Answers { get; }

    /// <summary>Indicates whether the guest handled its last request. A guest that failed must not be called again.</summary>
    bool HasAnswered { get; }

    /// <summary>The time at which the guest was suspended, as passed to <see cref="Suspend"/>.</summary>
    long IdleSince { get; }

    /// <summary>Passes a request to the guest and reads its response.</summary>
    /// <exception cref="BadAnswerException">The response violates the ABI or HTTP.</exception>
    /// <exception cref="Exception">The guest failed or was ended; <see cref="IGuestModule.Explain"/> describes it.</exception>
    FunctionResponse Handle(GuestCall call, FunctionRequest request);

    /// <summary>The memory in bytes that the guest owns while it waits; approximate.</summary>
    long OwnBytes { get; }

    /// <summary>What the cache of idle instances has counted for this one, in bytes; 0 if it has not counted it.</summary>
    long CountedBytes { get; set; }

    /// <summary>Restores the state of a fresh guest after a request that it has handled.</summary>
    /// <returns>False if the guest must be disposed.</returns>
    bool TryRestore();

    /// <summary>Frees the guest's slot until the next call.</summary>
    /// <param name="now">The current time as a timestamp.</param>
    void Suspend(long now);

    /// <summary>Prepares for another call.</summary>
    /// <exception cref="GuestEndedException">No slot became free in time.</exception>
    void Resume(GuestCall call);
}
