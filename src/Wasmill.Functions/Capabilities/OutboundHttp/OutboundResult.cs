namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>The result of a request.</summary>
/// <param name="Error">The error; <see cref="OutboundError.Success"/> for a response.</param>
/// <param name="Reason">One line for the log; empty for a response.</param>
/// <param name="Response">The response; null for a failure.</param>
internal sealed record OutboundResult(OutboundError Error, string Reason, FunctionResponse? Response)
{
    /// <summary>What the network or the server did wrong; null if the request did not fail there.</summary>
    public HttpRequestError? Network { get; init; }

    /// <summary>Indicates whether a timeout of the request has passed.</summary>
    public bool HasTimedOut { get; init; }

    /// <summary>Creates a result with a response.</summary>
    public static OutboundResult Answer(FunctionResponse response) => new(OutboundError.Success, "", response);

    /// <summary>Creates a failure.</summary>
    public static OutboundResult Failure(OutboundError error, string reason) => new(error, reason, null);
}
