using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.OutboundHttp;

// Tested by: OutboundHttpFunctionsTests, ChainingTests
/// <summary>
/// <c>wasi-outbound-http</c>: one request to an outside server, to the app itself or to a component of it; waits for the response until the
/// call's deadline.
/// </summary>
internal static class OutboundHttpFunctions
{
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
        var (target, failure) = OutboundSender.Prepare(call, request);
        if (target is null)
            return failure!;
        try
        {
            call.BeginWait();
            // The second wait gives up on a DNS server or an app that ignores the cancellation.
            return OutboundSender.SendAsync(call, target, request, OutboundTimeouts.None, call.Cancellation)
                .WaitAsync(call.Cancellation)
                .GetAwaiter()
                .GetResult();
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            call.End(FunctionFailure.Deadline, "deadline: the function was still waiting for a server when its deadline passed");
            throw;
        }
        finally
        {
            call.EndWait();
        }
    }

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
