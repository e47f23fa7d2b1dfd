using Wasmill.Functions.Calls;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Guests.Wagi;

/// <summary>A program that runs once: its answer is what it writes to its standard output.</summary>
/// <param name="sandbox">The instance, which this takes over.</param>
/// <param name="start">The program's entry.</param>
internal sealed class WagiInstance(SandboxInstance sandbox, CheckedExport start) : CoreInstance(sandbox)
{
    /// <inheritdoc />
    protected override FunctionResponse Answer(GuestCall call, FunctionRequest request)
    {
        try
        {
            Sandbox.Call(start);
        }
        catch (Exception error) when (SandboxFailure.IsGuestFailure(error) && call.Ending is { Failure: FunctionFailure.Exit, ExitCode: 0 })
        {
            // exit(0) is how a program ends that has done what it should.
        }

        return WagiAnswer.Parse(call.Answer.WrittenSpan);
    }
}
