using System.Text;
using System.Text.Unicode;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities;

/// <summary>
/// Reads the arguments of a function of Spin's interfaces. The ABI has no error for a pointer outside the memory or a text that is not
/// UTF-8: such a guest is ended, and the reason names the argument.
/// </summary>
/// <param name="call">The call.</param>
/// <param name="function">The name of the function for messages, such as <c>key-value.get</c>.</param>
internal readonly struct HostArguments(GuestCall call, string function)
{
    /// <summary>Reads bytes; valid until the guest is called.</summary>
    public Span<byte> Bytes(string what, long address, long length)
    {
        if (!call.Memory.TrySlice((uint)address, (uint)length, out var bytes))
            Refuse($"{what} lies outside its memory");
        return bytes;
    }

    /// <summary>Reads records of one size; valid until the guest is called.</summary>
    public Span<byte> Records(string what, long address, long count, int recordSize)
    {
        if (!call.Memory.TrySlice((uint)address, (uint)count, recordSize, out var records))
            Refuse($"{what} lies outside its memory");
        return records;
    }

    /// <summary>Reads a text.</summary>
    public string Text(string what, long address, long length)
    {
        var bytes = Bytes(what, address, length);
        if (!Utf8.IsValid(bytes))
            Refuse($"{what} is not UTF-8");
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Gets the area for the result. It is checked first, so that nothing is done whose result cannot be returned.</summary>
    public ReturnArea Result(long address, int size)
    {
        Bytes("the place for the result", address, size);
        return new ReturnArea(call, (uint)address);
    }

    /// <summary>Ends the guest.</summary>
    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    public void Refuse(string reason) => call.End(FunctionFailure.Trap, $"trap: the function called {function} incorrectly: {reason}");
}
