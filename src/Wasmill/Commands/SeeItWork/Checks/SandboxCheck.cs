using System.Globalization;
using Wasmill.Functions;
using Wasmill.Functions.Hosting;
using Wasmill.Storage;

namespace Wasmill.Commands.SeeItWork.Checks;

// Tested by: MachineCheckTests
/// <summary>Runs a tiny function in the sandbox, with a cache of its own.</summary>
/// <param name="time">The clock.</param>
internal sealed class SandboxCheck(TimeProvider time) : IMachineCheck
{
    /// <inheritdoc />
    public string Name => "sandbox";

    /// <inheritdoc />
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var cache = PrivateFiles.CreateTemporaryFolder("wasmill-doctor-");
        try
        {
            await using var host = new FunctionHost(new FunctionHostOptions { CacheFolder = cache, Time = time });
            await host.ProbeAsync();
            return Judge(null, time.GetElapsedTime(started));
        }
        catch (Exception error) when (error is FunctionLoadException or IOException or UnauthorizedAccessException)
        {
            return Judge(IoReason.Sentence(error), time.GetElapsedTime(started));
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    /// <summary>Judges a call of a function.</summary>
    /// <param name="failure">Why it failed; null if it did not.</param>
    /// <param name="elapsed">The time from nothing to the answer.</param>
    internal static CheckResult Judge(string? failure, TimeSpan elapsed)
        => failure is null
            ? CheckResult.Ok(string.Create(
                CultureInfo.InvariantCulture,
                $"Wasmtime {FunctionHost.WasmtimeVersion} compiled and ran a function in {elapsed.TotalMilliseconds:0} ms"))
            : CheckResult.Problem(
                $"no function can run: {failure}",
                "look at the limits of this user (ulimit -a), and at the profile of seccomp, SELinux or the container");
}
