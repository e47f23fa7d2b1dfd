using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Guests.Wagi;

/// <summary>A program that runs once: its response is what it writes to its standard output.</summary>
/// <param name="sandbox">The instance; this object takes ownership.</param>
/// <param name="start">The program's entry point.</param>
internal sealed class WagiInstance(SandboxInstance sandbox, CheckedExport start) : CoreInstance(sandbox)
{
    /// <inheritdoc />
    protected override FunctionResponse Answer(GuestCall call, FunctionRequest request)
    {
        // A program that succeeds returns, or ends with exit(0).
        Sandbox.Run(start);
        return WagiAnswer.Parse(call.Answer.WrittenSpan);
    }
}
