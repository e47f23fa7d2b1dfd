using System.Diagnostics;

namespace Wasmill.Acceptance;

/// <summary>Where things lie in the checkout.</summary>
public static class Repository
{
    /// <summary>The checkout's folder.</summary>
    public static string Root => Checkout.Root;

    /// <summary>
    /// The assembly under test: what <c>./wasmill --build-only</c> built (<c>WASMILL_DLL</c>), else the Release build of the solution.
    /// </summary>
    public static string ToolAssembly { get; } = Environment.GetEnvironmentVariable("WASMILL_DLL") is { Length: > 0 } given
        ? given
        : Checkout.Path("artifacts", "bin", "Wasmill", "release", "wasmill.dll");

    /// <summary>The native program under test (<c>WASMILL_PROGRAM</c>, made by <c>./release</c>); null to test the assembly.</summary>
    public static string? NativeProgram { get; } =
        Environment.GetEnvironmentVariable("WASMILL_PROGRAM") is { Length: > 0 } given ? given : null;

    /// <summary>The words that start the program under test.</summary>
    public static IReadOnlyList<string> Command { get; } = NativeProgram is { } program ? [program] : ["dotnet", ToolAssembly];

    /// <summary>Returns how the program under test is started.</summary>
    public static ProcessStartInfo Start(params IEnumerable<string> arguments) => new(Command[0], [.. Command.Skip(1), .. arguments]);

    /// <summary>A file of the acceptance inputs that lie beside the checkout; skips the test when they are absent.</summary>
    public static string Shared(params string[] path) => Checkout.Shared(path);
}
