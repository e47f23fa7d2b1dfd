namespace Wasmill.Functions;

/// <summary>What one call of a function came to. A failed call also carries a response, so that a caller can always pass one on.</summary>
/// <param name="Response">The guest's answer, or the host's own (text/plain, one line that names the reason) when <paramref name="Failure"/> is set.</param>
/// <param name="Failure"><see cref="FunctionFailure.None"/> when the guest answered.</param>
/// <param name="Reason">One line for people: what failed and which limit was hit. Empty when the guest answered.</param>
/// <param name="Log">What the guest wrote during the call, oldest first, cut at the log limit.</param>
/// <param name="Elapsed">Wall-clock time of the call in the sandbox, without the time spent waiting in the queue.</param>
public sealed record FunctionResult(FunctionResponse Response, FunctionFailure Failure, string Reason, IReadOnlyList<FunctionLogLine> Log, TimeSpan Elapsed)
{
    /// <summary>Linear memory at the end of the call in bytes. A memory only grows, so that this is the most the call had. 0 when the guest was not started.</summary>
    public long MemoryBytes { get; init; }
}
