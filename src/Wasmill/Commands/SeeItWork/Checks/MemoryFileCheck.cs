using Wasmill.Functions.Hosting;

namespace Wasmill.Commands.SeeItWork.Checks;

/// <summary>Files without a name in memory, which functions with the same code use for what differs in their images.</summary>
internal sealed class MemoryFileCheck : IMachineCheck
{
    /// <inheritdoc />
    public string Name => "memory files";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => Task.FromResult(Judge(FunctionHost.HasMemoryFiles()));

    /// <summary>Judges whether they can be created.</summary>
    internal static CheckResult Judge(bool exist)
        => exist
            ? CheckResult.Ok("memfd_create works: Python functions share one image")
            : CheckResult.Problem(
                "memfd_create is refused: a second Python function cannot be loaded",
                "allow memfd_create in the profile of seccomp or the container");
}
