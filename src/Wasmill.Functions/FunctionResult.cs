namespace Wasmill.Functions;

/// <summary>The result of one call of a function. A failed call also carries a response, so that a caller can always pass one on.</summary>
/// <param name="Response">The guest's response, or the host's own (text/plain, one line that names the reason) if
/// <paramref name="Failure"/> is set.</param>
/// <param name="Failure"><see cref="FunctionFailure.None"/> if the guest responded.</param>
/// <param name="Reason">One human-readable line: what failed and which limit was hit. Empty if the guest responded.</param>
/// <param name="Log">The lines that the guest wrote during the call, oldest first, cut at the log limit.</param>
/// <param name="Elapsed">The wall-clock time of the call in the sandbox, without the time spent waiting in the queue.</param>
public sealed record FunctionResult(
    FunctionResponse Response, FunctionFailure Failure, string Reason, IReadOnlyList<FunctionLogLine> Log, TimeSpan Elapsed)
{
    /// <summary>
    /// The linear memory in bytes at the end of the call. Memory never shrinks, so this is also the maximum of the call. 0 if the guest was
    /// not started.
    /// </summary>
    public long MemoryBytes { get; init; }

    /// <summary>
    /// Indicates whether the caller's sink (<see cref="FunctionRequest.Sink"/>) got the response. The response here then has no
    /// body, and must not be passed on.
    /// </summary>
    public bool IsStreamed { get; init; }
}
