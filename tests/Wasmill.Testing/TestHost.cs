using Wasmill.Functions.Hosting;

namespace Wasmill.Testing;

/// <summary>
/// One function host for all tests of an assembly. Its cache lies in the build output, so that CPython is compiled once per checkout.
/// </summary>
public static class TestHost
{
    /// <summary>The folder of the compiled functions.</summary>
    public static string CacheFolder { get; } = Path.Combine(AppContext.BaseDirectory, "artifact-cache");

    /// <summary>The host.</summary>
    public static FunctionHost Instance { get; } = new(new FunctionHostOptions { CacheFolder = CacheFolder });
}
