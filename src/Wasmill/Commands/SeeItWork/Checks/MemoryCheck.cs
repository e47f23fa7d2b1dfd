using Wasmill.Commands.SeeItWork.Machine;
using Wasmill.Functions;

namespace Wasmill.Commands.SeeItWork.Checks;

// Tested by: MachineCheckTests
/// <summary>The memory that this process may use.</summary>
/// <param name="group">The limits of the control group.</param>
internal sealed class MemoryCheck(ControlGroup group) : IMachineCheck
{
    // A broker with its first function.
    private const long LeastBytes = 64L << 20;

    // That, one call with the memory that a function may use by default, and its compiler.
    private const long GoodBytes = 256L << 20;

    /// <inheritdoc />
    public string Name => "memory";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
        => Task.FromResult(Judge(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, group.ReadMemoryBytes()));

    /// <summary>Judges the memory.</summary>
    /// <param name="machine">The memory of the machine in bytes.</param>
    /// <param name="limit">The limit of the control group in bytes; null for none.</param>
    internal static CheckResult Judge(long machine, long? limit)
    {
        var bytes = Math.Min(machine, limit ?? long.MaxValue);
        var text = limit is null ? MemorySize.Of(bytes) : $"{MemorySize.Of(bytes)} (limit of the control group)";
        const string Remedy = "raise the limit (memory.max, docker run --memory), or give functions less with memory in spin.toml";
        if (bytes < LeastBytes)
            return CheckResult.Problem($"{text}: not enough for a broker", Remedy);
        return bytes < GoodBytes
            ? CheckResult.Warning($"{text}; a call may use {MemorySize.Of(FunctionLimits.Default.MemoryBytes)}", Remedy)
            : CheckResult.Ok(text);
    }
}
