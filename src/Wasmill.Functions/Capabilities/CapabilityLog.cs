using System.Text;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities;

/// <summary>Writes details to the function's own log that the ABI cannot carry or that a guest must not read.</summary>
internal static class CapabilityLog
{
    /// <summary>Writes a line as far as the log has room; the function continues if it has not.</summary>
    public static void Write(GuestCall call, string line)
        => call.Output.Write(FunctionLogStream.Error, Encoding.UTF8.GetBytes(line + "\n"));
}
