using System.Text;

namespace Wasmill.Functions.Native;

/// <summary>The one place that turns errors and traps of Wasmtime into an exception.</summary>
internal static unsafe class NativeResult
{
    /// <summary>Throws when there is an error; frees it.</summary>
    /// <exception cref="SandboxException">There is one.</exception>
    public static void Check(nint error)
    {
        if (error != 0)
            throw FromError(error);
    }

    /// <summary>Throws when there is a trap or an error; frees it.</summary>
    /// <exception cref="SandboxException">There is one.</exception>
    public static void Check(nint error, nint trap)
    {
        if (trap != 0)
            throw FromTrap(trap);
        if (error != 0)
            throw FromError(error);
    }

    private static SandboxException FromError(nint error)
    {
        ByteVector message;
        ErrorApi.Message(error, &message);
        ErrorApi.Delete(error);
        return new SandboxException(FirstLine(&message), TrapCode.None);
    }

    private static SandboxException FromTrap(nint trap)
    {
        ByteVector message;
        byte code;
        ErrorApi.TrapMessage(trap, &message);
        var hasCode = ErrorApi.TrapCode(trap, &code) != 0;
        ErrorApi.TrapDelete(trap);
        return new SandboxException(FirstLine(&message), hasCode ? (TrapCode)code : TrapCode.None);
    }

    // What follows the first line is a backtrace, or the chain of causes.
    private static string FirstLine(ByteVector* message)
    {
        var text = Encoding.UTF8.GetString(message->Data, (int)message->Size).TrimEnd('\0');
        VectorApi.Delete(message);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? text : text[..end].TrimEnd(':', ' ', '\r');
    }
}
