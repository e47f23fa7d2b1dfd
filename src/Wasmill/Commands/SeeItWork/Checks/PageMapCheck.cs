using Wasmill.Functions.Hosting;
using Wasmill.Functions.Sandbox.Restoring;

namespace Wasmill.Commands.SeeItWork.Checks;

/// <summary>How the kernel tells which pages of a function's memory a call has written.</summary>
internal sealed class PageMapCheck : IMachineCheck
{
    /// <inheritdoc />
    public string Name => "page map";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => Task.FromResult(Judge(FunctionHost.FindPageMapAccess()));

    /// <summary>Judges the way that works.</summary>
    internal static CheckResult Judge(PageMapAccess access) => access switch
    {
        PageMapAccess.Scan => CheckResult.Ok("the kernel tells written pages (PAGEMAP_SCAN): functions are restored after a call"),
        PageMapAccess.Read => CheckResult.Warning(
            "functions are restored by reading /proc/self/pagemap, which takes longer for large ones",
            "use Linux 6.7 or newer"),
        _ => CheckResult.Warning(
            "the kernel does not tell written pages: large functions get a new instance for each event, at several times the cost",
            "use Linux 6.7 or newer with /proc mounted, and allow the ioctl PAGEMAP_SCAN"),
    };
}
