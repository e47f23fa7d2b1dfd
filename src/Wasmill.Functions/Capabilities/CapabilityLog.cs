using System.Text;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities;

/// <summary>Writes what the ABI has no room for, or what a guest must not read, to the function's own log.</summary>
internal static class CapabilityLog
{
    /// <summary>Writes a line, as far as the log has room: the function goes on without it.</summary>
    public static void Write(GuestCall call, string line) => call.Output.Write(FunctionLogStream.Error, Encoding.UTF8.GetBytes(line + "\n"));
}
