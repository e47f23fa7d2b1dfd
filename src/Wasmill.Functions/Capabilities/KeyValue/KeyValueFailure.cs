using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>Tells a guest why an operation of a store failed.</summary>
internal static class KeyValueFailure
{
    /// <summary>Returns the text for the guest; what it must not read goes to the function's log. Ends the guest at its deadline.</summary>
    public static string Explain(GuestCall call, KeyValueException error)
    {
        if (call.TimeLeft == TimeSpan.Zero)
            call.End(FunctionFailure.Deadline, "deadline: the function was still waiting for a key-value store when its deadline passed");
        if (error.GuestMessage != error.Message)
            CapabilityLog.Write(call, $"key-value: {error.Message}");
        return error.GuestMessage;
    }
}
