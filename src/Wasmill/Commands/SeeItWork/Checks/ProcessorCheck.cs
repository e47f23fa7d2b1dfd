using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Wasmill.Commands.SeeItWork.Machine;

namespace Wasmill.Commands.SeeItWork.Checks;

// Tested by: MachineCheckTests
/// <summary>The processors, and the share of them that the control group leaves.</summary>
/// <param name="group">The limits of the control group.</param>
internal sealed class ProcessorCheck(ControlGroup group) : IMachineCheck
{
    /// <inheritdoc />
    public string Name => "processor";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
        => Task.FromResult(Judge(
            RuntimeInformation.ProcessArchitecture, Sse41.IsSupported, Environment.ProcessorCount, group.ReadProcessors()));

    /// <summary>Judges the processors.</summary>
    /// <param name="architecture">The architecture of this process.</param>
    /// <param name="hasRounding">Indicates whether an x64 processor has SSE 4.1, whose rounding the compiler of functions uses.</param>
    /// <param name="count">The processors that this process may use.</param>
    /// <param name="quota">The processors' worth of time that the control group leaves; null if it has no limit.</param>
    internal static CheckResult Judge(Architecture architecture, bool hasRounding, int count, double? quota)
    {
        var name = architecture.ToString().ToLowerInvariant();
        var processors = count == 1 ? "1 processor" : string.Create(CultureInfo.InvariantCulture, $"{count} processors");
        if (quota < 1)
            return CheckResult.Warning(
                string.Create(CultureInfo.InvariantCulture, $"the control group leaves {quota:0.##} of a processor: it pauses all events"),
                "give it a quota of one processor or more (cpu.max, docker run --cpus)");
        if (architecture == Architecture.X64 && !hasRounding)
            return CheckResult.Warning(
                $"{name} without SSE 4.1: functions that compute with fractions are slower", "use a newer processor");
        return CheckResult.Ok(quota is null
            ? $"{name}, {processors}"
            : string.Create(CultureInfo.InvariantCulture, $"{name}, {processors}; the control group leaves the time of {quota:0.##}"));
    }
}
