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

    /// <summary>A file of the acceptance inputs that lie beside the checkout; skips the test when they are absent.</summary>
    public static string Shared(params string[] path) => Checkout.Shared(path);
}
