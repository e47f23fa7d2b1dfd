using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.OutboundHttp;

// Tested by: OutboundHttpFunctionsTests, WasiHttpOutboundTests
/// <summary>Sends a guest's requests as far as its function is granted: to servers, or to its own app.</summary>
internal static class OutboundSender
{
    /// <summary>
    /// The maximum nesting of requests of the app to itself. Each holds a worker, and a function has at least four: a deeper request would
    /// wait for the first one until its deadline.
    /// </summary>
    public const int SelfLimit = 3;

    /// <summary>Finds the target of a request, if it is allowed, and counts the request.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">A request whose URI is the URL.</param>
    public static (OutboundTarget? Target, OutboundResult? Failure) Prepare(GuestCall call, FunctionRequest request)
    {
        if (OutboundTarget.Parse(request.Uri) is not { } target)
            return (null, OutboundResult.Failure(
                OutboundError.InvalidUrl, "the URL is neither an absolute http or https URL nor a path of the app itself"));
        if (ExplainDenied(call, target) is { } reason)
            return (null, OutboundResult.Failure(OutboundError.DestinationNotAllowed, $"{request.Method} {target}: {reason}"));
        return call.TryCountOutboundRequest()
            ? (target, null)
            : (null, OutboundResult.Failure(OutboundError.TooManyRequests, FormattableString.Invariant(
                $"{request.Method} {target}: the call has reached its limit of {call.Grants.Limits.OutboundRequests} outbound requests")));
    }

    /// <summary>Sends a request and reads the whole response.</summary>
    /// <exception cref="OperationCanceledException">The call is over.</exception>
    public static async Task<OutboundResult> SendAsync(
        GuestCall call, OutboundTarget target, FunctionRequest request, OutboundTimeouts timeouts, CancellationToken cancellationToken)
    {
        var outcome = target is { Url: { } url, Component: null }
            ? await OutboundCapability.From(call).Client!.SendAsync(
                url, request, call.Grants.Limits.OutboundBodyBytes, timeouts, call.World.Time, cancellationToken)
            : await SendToAppAsync(
                call.Grants,
                target,
                request with { Uri = target.OwnPath, SelfRequests = call.SelfRequests + 1, Cause = call.Cause },
                cancellationToken);
        return outcome.Response is null ? outcome with { Reason = $"{request.Method} {target}: {outcome.Reason}" } : outcome;
    }

    private static string? ExplainDenied(GuestCall call, OutboundTarget target)
    {
        var hosts = OutboundCapability.From(call).Hosts;
        if (target.Url is null)
            return hosts.AllowsSelf ? null : $"add \"http://self\" to allowed_outbound_hosts of {call.Grants.Name} to allow it";
        return hosts.Allows(target.Url) ? null : $"add \"{target}\" to allowed_outbound_hosts of {call.Grants.Name} to allow it";
    }

    private static async Task<OutboundResult> SendToAppAsync(
        FunctionConfig grants, OutboundTarget target, FunctionRequest request, CancellationToken cancellationToken)
    {
        if (request.SelfRequests > SelfLimit)
            return OutboundResult.Failure(
                OutboundError.TooManyRequests,
                FormattableString.Invariant($"the app has reached the limit of {SelfLimit} nested requests to itself"));
        if (target.Component is null)
            return grants.Self is { } self ? Accept(grants, await self(request, cancellationToken)) : NoApp();
        if (grants.Chained is not { } chained)
            return NoApp();
        return await chained(target.Component, request, cancellationToken) is { } response
            ? Accept(grants, response)
            : OutboundResult.Failure(OutboundError.RequestError, $"the app has no component {target.Component} with an HTTP trigger");
    }

    private static OutboundResult Accept(FunctionConfig grants, FunctionResponse response)
        => response.Body.Length > grants.Limits.OutboundBodyBytes
            ? OutboundClient.TooLarge(grants.Limits.OutboundBodyBytes)
            : OutboundResult.Answer(response with { Headers = HopByHopHeaders.Remove(response.Headers) });

    private static OutboundResult NoApp()
        => OutboundResult.Failure(OutboundError.DestinationNotAllowed, "no app is available to answer");
}
