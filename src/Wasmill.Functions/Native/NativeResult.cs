using System.Text;

namespace Wasmill.Functions.Native;

// Tested by: CanaryTests
/// <summary>Turns errors and traps of Wasmtime into exceptions. The only place that does.</summary>
internal static unsafe class NativeResult
{
    /// <summary>Throws if there is an error; frees it.</summary>
    /// <exception cref="SandboxException">There is an error.</exception>
    public static void Check(nint error)
    {
        if (error != 0)
            throw FromError(error);
    }

    /// <summary>Throws if there is a trap or an error; frees it.</summary>
    /// <exception cref="SandboxException">There is a trap or an error.</exception>
    public static void Check(nint error, nint trap)
    {
        if (trap != 0)
            throw FromTrap(trap);
        if (error != 0)
            throw FromError(error);
    }

    /// <summary>Frees a trap or an error that is no failure.</summary>
    public static void Discard(nint error, nint trap)
    {
        if (trap != 0)
            ErrorApi.TrapDelete(trap);
        if (error != 0)
            ErrorApi.Delete(error);
    }

    private static SandboxException FromError(nint error)
    {
        ByteVector message;
        ErrorApi.Message(error, &message);
        ErrorApi.Delete(error);
        return new SandboxException(FirstAndCause(&message), TrapCode.None);
    }

    private static SandboxException FromTrap(nint trap)
    {
        ByteVector message;
        byte code;
        ErrorApi.TrapMessage(trap, &message);
        var hasCode = ErrorApi.TrapCode(trap, &code) != 0;
        ErrorApi.TrapDelete(trap);
        return new SandboxException(FirstAndCause(&message), hasCode ? (TrapCode)code : TrapCode.None);
    }

    // The first line and the last of its causes; backtraces and intermediate causes are Wasmtime internals.
    private static string FirstAndCause(ByteVector* message)
    {
        var text = Encoding.UTF8.GetString(message->Data, (int)message->Size).TrimEnd('\0');
        VectorApi.Delete(message);
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
            return "unknown error";
        var first = lines[0].TrimEnd(':');
        return Array.IndexOf(lines, "Caused by:") is >= 0 and var causes && causes + 1 < lines.Length
            ? $"{first}: {WithoutNumber(lines[^1])}"
            : first;
    }

    private static string WithoutNumber(string cause)
    {
        var colon = cause.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && cause.AsSpan(0, colon).IndexOfAnyExceptInRange('0', '9') < 0 ? cause[(colon + 2)..] : cause;
    }
}
