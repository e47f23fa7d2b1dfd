using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Guests;

/// <summary>A live guest, which handles one request at a time. Used by one thread at a time; thrown away after its call or, when its function asked for that, after some.</summary>
internal interface IGuestInstance : IDisposable
{
    /// <summary>Bytes of memory that the guest has.</summary>
    long MemoryBytes { get; }

    /// <summary>Requests that it has answered.</summary>
    int Answers { get; }

    /// <summary>Whether it has answered its last request. One that failed must not be called again.</summary>
    bool HasAnswered { get; }

    /// <summary>When it was suspended, as <see cref="Suspend"/> was told.</summary>
    long IdleSince { get; }

    /// <summary>Passes a request to the guest and reads its answer.</summary>
    /// <exception cref="BadAnswerException">The answer breaks the ABI or HTTP.</exception>
    /// <exception cref="Exception">The guest failed or was ended: <see cref="IGuestModule.Explain"/> knows it.</exception>
    FunctionResponse Handle(GuestCall call, FunctionRequest request);

    /// <summary>Waits for another call, and holds up nobody meanwhile.</summary>
    /// <param name="now">The time, as a timestamp.</param>
    void Suspend(long now);

    /// <summary>Prepares for another call.</summary>
    /// <exception cref="GuestEndedException">There was no room in time.</exception>
    void Resume(GuestCall call);
}
