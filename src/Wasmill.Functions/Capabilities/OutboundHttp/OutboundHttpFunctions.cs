using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.OutboundHttp;

// Tested by: OutboundHttpFunctionsTests, ChainingTests
/// <summary>
/// <c>wasi-outbound-http</c>: one request to an outside server, to the app itself or to a component of it; waits for the response until the
/// call's deadline.
/// </summary>
internal static class OutboundHttpFunctions
{
    /// <summary>
    /// The maximum nesting of requests of the app to itself. Each holds a worker, and a function has at least four: a deeper request would
    /// wait for the first one until its deadline.
    /// </summary>
    public const int SelfLimit = 3;

    private const string Module = "wasi-outbound-http";
    private const int ResultSize = 32;
    private const int RecordSize = 16;

    /// <summary>All functions of the interface.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } = [new(Module, "request", "iiiiiiiiiii", "", Request)];

    private static long Request(GuestCall call, ReadOnlySpan<long> arguments)
    {
        var reader = new HostArguments(call, $"{Module}.request");
        var result = reader.Result(arguments[10], ResultSize);
        var (request, failure) = OutboundRequestReader.Read(reader, arguments);
        var outcome = request is null ? failure! : Run(call, request);
        if (outcome.Response is { } response)
        {
            Write(result, response);
            return 0;
        }

        // The ABI's error has no text.
        CapabilityLog.Write(call, $"outbound http: {outcome.Reason}");
        result.Write8(4, (byte)outcome.Error);
        result.Write8(0, 1);
        return 0;
    }

    private static OutboundResult Run(GuestCall call, FunctionRequest request)
    {
        // 1. Parse the target.
        if (OutboundTarget.Parse(request.Uri) is not { } target)
            return OutboundResult.Failure(
                OutboundError.InvalidUrl, "the URL is neither an absolute http or https URL nor a path of the app itself");

        // 2. Check that it is allowed.
        if (ExplainDenied(call, target) is { } reason)
            return OutboundResult.Failure(OutboundError.DestinationNotAllowed, $"{request.Method} {target}: {reason}");
        if (!call.TryCountOutboundRequest())
            return OutboundResult.Failure(OutboundError.TooManyRequests, FormattableString.Invariant(
                $"{request.Method} {target}: the call has reached its limit of {call.Grants.Limits.OutboundRequests} outbound requests"));

        // 3. Send the request.
        var outcome = Send(call, target, request);
        return outcome.Response is null ? outcome with { Reason = $"{request.Method} {target}: {outcome.Reason}" } : outcome;
    }

    private static string? ExplainDenied(GuestCall call, OutboundTarget target)
    {
        var hosts = OutboundCapability.From(call).Hosts;
        if (target.Url is null)
            return hosts.AllowsSelf ? null : $"add \"http://self\" to allowed_outbound_hosts of {call.Grants.Name} to allow it";
        return hosts.Allows(target.Url) ? null : $"add \"{target}\" to allowed_outbound_hosts of {call.Grants.Name} to allow it";
    }

    private static OutboundResult Send(GuestCall call, OutboundTarget target, FunctionRequest request)
    {
        try
        {
            call.Worker?.BeginWait();
            // The second wait gives up on a DNS server or an app that ignores the cancellation.
            var sending = target is { Url: { } url, Component: null }
                ? OutboundCapability.From(call).Client!.SendAsync(url, request, call.Grants.Limits.OutboundBodyBytes, call.Cancellation)
                : SendToAppAsync(
                    call, target, request with { Uri = target.OwnPath, SelfRequests = call.SelfRequests + 1, Cause = call.Cause });
            return sending.WaitAsync(call.Cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            call.End(FunctionFailure.Deadline, "deadline: the function was still waiting for a server when its deadline passed");
            throw;
        }
        finally
        {
            call.Worker?.EndWait();
        }
    }

    private static async Task<OutboundResult> SendToAppAsync(GuestCall call, OutboundTarget target, FunctionRequest request)
    {
        if (request.SelfRequests > SelfLimit)
            return OutboundResult.Failure(
                OutboundError.TooManyRequests,
                FormattableString.Invariant($"the app has reached the limit of {SelfLimit} nested requests to itself"));
        if (target.Component is null)
            return call.Grants.Self is { } self ? Accept(call, await self(request, call.Cancellation)) : NoApp();
        if (call.Grants.Chained is not { } chained)
            return NoApp();
        return await chained(target.Component, request, call.Cancellation) is { } response
            ? Accept(call, response)
            : OutboundResult.Failure(OutboundError.RequestError, $"the app has no component {target.Component} with an HTTP trigger");
    }

    private static OutboundResult Accept(GuestCall call, FunctionResponse response)
        => response.Body.Length > call.Grants.Limits.OutboundBodyBytes
            ? OutboundClient.TooLarge(call.Grants.Limits.OutboundBodyBytes)
            : OutboundResult.Answer(response with { Headers = HopByHopHeaders.Remove(response.Headers) });

    private static OutboundResult NoApp()
        => OutboundResult.Failure(OutboundError.DestinationNotAllowed, "no app is available to answer");

    // ok 0: status u16 at 4, headers' presence at 8 and list at 12, body's presence at 20 and list at 24.
    private static void Write(ReturnArea result, FunctionResponse response)
    {
        var records = result.WriteRecords(12, response.Headers.Count, RecordSize);
        for (var i = 0; i < response.Headers.Count; i++)
        {
            records.WriteText((uint)(i * RecordSize), response.Headers[i].Name);
            records.WriteText((uint)(i * RecordSize + 8), response.Headers[i].Value);
        }

        result.WriteList(24, response.Body.Span);
        result.Write16(4, (ushort)response.Status);
        result.Write8(8, 1);
        result.Write8(20, 1);
        result.Write8(0, 0);
    }
}
