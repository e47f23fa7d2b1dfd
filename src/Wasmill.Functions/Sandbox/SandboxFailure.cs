using Wasmill.Functions.Calls;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

// Tested by: HostFunctionTests
/// <summary>Maps the exceptions of the sandbox to Wasmill's failures. The only place that interprets them.</summary>
internal static class SandboxFailure
{
    /// <summary>Indicates whether an exception comes from a guest's run.</summary>
    public static bool IsGuestFailure(Exception exception) => exception is SandboxException or GuestEndedException;

    /// <summary>Describes an exception.</summary>
    /// <param name="exception">An exception from a guest's run.</param>
    /// <param name="call">The call, which records whether the host ended the guest.</param>
    /// <param name="memoryBytes">The size of the guest's memory in bytes when it ended.</param>
    public static GuestEnding Explain(Exception exception, GuestCall call, long memoryBytes)
    {
        var limits = call.Grants.Limits;
        if (call.Ending is { } ending)
            return ending.Failure == FunctionFailure.Deadline ? Deadline(limits) : ending;
        var code = exception is SandboxException sandbox ? sandbox.Code : TrapCode.None;
        if (exception.Message.Contains("exceeds memory limits", StringComparison.Ordinal))
            return Memory(limits, "needs more than");
        if (exception.Message.Contains("exceeds table limits", StringComparison.Ordinal))
            return new GuestEnding(
                FunctionFailure.Tables, $"tables: the function needs more than its limit of {limits.TableElements} table elements");

        var near = memoryBytes + Math.Max(1 << 20, memoryBytes / 8) > limits.MemoryBytes;
        return near ? Memory(limits, "failed at") : new GuestEnding(FunctionFailure.Trap, $"trap: {Describe(code, exception)}");
    }

    private static GuestEnding Deadline(FunctionLimits limits)
        => new(
            FunctionFailure.Deadline,
            FormattableString.Invariant($"deadline: the function did not respond within {limits.Deadline.TotalSeconds:0.###} s"));

    private static GuestEnding Memory(FunctionLimits limits, string how)
        => new(
            FunctionFailure.Memory,
            FormattableString.Invariant($"memory: the function {how} its memory limit of {limits.MemoryBytes / (1024.0 * 1024):0.##} MiB"));

    private static string Describe(TrapCode code, Exception exception) => code switch
    {
        TrapCode.Unreachable => "the function aborted (it reached unreachable code)",
        TrapCode.StackOverflow => "the function recursed too deeply (its stack is used up)",
        TrapCode.MemoryOutOfBounds => "the function accessed memory out of bounds",
        TrapCode.IntegerDivisionByZero => "the function divided by zero",
        TrapCode.IndirectCallToNull or TrapCode.BadSignature or TrapCode.TableOutOfBounds =>
            "the function called an invalid function pointer",
        TrapCode.None => exception.Message,
        var other => $"the function failed ({other})",
    };
}
