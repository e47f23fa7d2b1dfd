namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>What became of a request.</summary>
/// <param name="Error">Why there is no answer.</param>
/// <param name="Reason">One line for the log; empty when there is an answer.</param>
/// <param name="Response">The answer; null when there is none.</param>
internal sealed record OutboundResult(OutboundError Error, string Reason, FunctionResponse? Response)
{
    /// <summary>An answer.</summary>
    public static OutboundResult Answer(FunctionResponse response) => new(OutboundError.Success, "", response);

    /// <summary>A failure.</summary>
    public static OutboundResult Failure(OutboundError error, string reason) => new(error, reason, null);
}
