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
        return new SandboxException(Shorten(&message), TrapCode.None);
    }

    private static SandboxException FromTrap(nint trap)
    {
        ByteVector message;
        byte code;
        ErrorApi.TrapMessage(trap, &message);
        var hasCode = ErrorApi.TrapCode(trap, &code) != 0;
        ErrorApi.TrapDelete(trap);
        return new SandboxException(Shorten(&message), hasCode ? (TrapCode)code : TrapCode.None);
    }

    // The first line says what failed. A backtrace may follow, which is nobody's business, then the causes, numbered when there are several: the last is the reason.
    private static string Shorten(ByteVector* message)
    {
        const string Causes = "Caused by:";
        var text = Encoding.UTF8.GetString(message->Data, (int)message->Size).TrimEnd('\0');
        VectorApi.Delete(message);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end < 0)
            return text;
        var first = text[..end].TrimEnd(':', ' ', '\r');
        var causes = text.IndexOf(Causes, StringComparison.Ordinal);
        if (causes < 0)
            return first;
        var reason = text[(causes + Causes.Length)..].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
        return $"{first}: {reason.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimStart(':', ' ')}";
    }
}
