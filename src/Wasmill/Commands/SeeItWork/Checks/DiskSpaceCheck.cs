using Wasmill.Commands.SeeItWork.Machine;
using Wasmill.Storage;

namespace Wasmill.Commands.SeeItWork.Checks;

// Tested by: MachineCheckTests
/// <summary>The free space of the disk of a folder.</summary>
/// <param name="folder">The folder, which need not exist.</param>
/// <param name="purpose">What the folder is for.</param>
internal sealed class DiskSpaceCheck(string folder, string purpose) : IMachineCheck
{
    // A segment of the log, a checkpoint and the reserve, or the code of CPython.
    private const long LeastBytes = 64L << 20;

    // A log of the default size.
    private const long GoodBytes = 1L << 30;

    /// <inheritdoc />
    public string Name => "disk";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
        => Task.FromResult(Judge(DiskSpace.FreeBytes(ExistingFolder.Of(folder)), folder, purpose));

    /// <summary>Judges the free space.</summary>
    internal static CheckResult Judge(long bytes, string folder, string purpose)
    {
        if (bytes == long.MaxValue)
            return CheckResult.Warning($"the free space of {folder} ({purpose}) is not known", "look at it with df");
        var text = $"{MemorySize.Of(bytes)} free for {purpose} in {folder}";
        const string Remedy = "make room; a broker on a full disk refuses events";
        return bytes < LeastBytes ? CheckResult.Problem(text, Remedy)
            : bytes < GoodBytes ? CheckResult.Warning(text, Remedy) : CheckResult.Ok(text);
    }
}
