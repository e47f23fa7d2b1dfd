namespace Wasmill.Functions.Native;

/// <summary>An error of Wasmtime, or a trap of a guest with its code.</summary>
internal sealed class SandboxException(string message, TrapCode code) : Exception(message)
{
    /// <summary>The trap's code; <see cref="TrapCode.None"/> for an error, and for a trap that the host raised.</summary>
    public TrapCode Code => code;
}
