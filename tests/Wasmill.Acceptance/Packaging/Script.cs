using System.Diagnostics;

namespace Wasmill.Acceptance.Packaging;

/// <summary>Runs the scripts and tools that make or check a package.</summary>
internal static class Script
{
    // A debootstrap on a slow line.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <summary>The native program's folder, as ./release has made it; skips the test when the tests run on the assembly.</summary>
    public static string NativeFolder()
    {
        Assert.SkipUnless(Repository.NativeProgram is not null, "only with a native program (WASMILL_PROGRAM, or ./test --long)");
        return Path.GetDirectoryName(Repository.NativeProgram!)!;
    }

    /// <summary>Skips the test when a program is not installed.</summary>
    public static void Require(string program)
        => Assert.SkipUnless(Namespaces.Succeeds("sh", "-c", $"command -v {program}"), $"{program} is not installed");

    /// <summary>A script of the folder packaging.</summary>
    public static string Of(params string[] path) => Checkout.Path(["packaging", .. path]);

    /// <summary>Runs a program to its end and gives its output, both streams together; fails the test when it does not succeed.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output) = await TryAsync(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, string Output)> TryAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["SOURCE_DATE_EPOCH"] = "1700000000";
        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Patience);
        var error = process.StandardError.ReadToEndAsync(timeout.Token);
        var output = await process.StandardOutput.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, output + await error);
    }
}
