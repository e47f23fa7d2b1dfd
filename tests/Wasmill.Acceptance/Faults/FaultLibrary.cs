using System.Diagnostics;

namespace Wasmill.Acceptance.Faults;

/// <summary>
/// The library that is put between a broker and the file system (<c>tests/faults/faults.c</c>), built by the machine's C compiler.
/// </summary>
internal static class FaultLibrary
{
    /// <summary>Why it cannot be built here; null when it can.</summary>
    public static string? Missing => !OperatingSystem.IsLinux()
        ? "faults are injected on Linux only"
        : Namespaces.Succeeds("cc", "--version") ? null : "no C compiler (apt install gcc libc6-dev)";

    /// <summary>Builds it.</summary>
    /// <returns>Its path.</returns>
    public static string Build(string folder)
    {
        var library = Path.Combine(folder, "faults.so");
        using var compiler = Process.Start(new ProcessStartInfo(
            "cc", ["-shared", "-fPIC", "-O1", "-o", library, Path.Combine(Repository.Root, "tests", "faults", "faults.c")])
        {
            RedirectStandardError = true,
        })!;
        var said = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        Assert.True(compiler.ExitCode == 0, said);
        return library;
    }
}
