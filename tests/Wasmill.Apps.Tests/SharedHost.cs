using Wasmill.Functions.Hosting;

namespace Wasmill.Apps.Tests;

/// <summary>One host for all tests of this assembly. Its cache lies in the build output, so that CPython is compiled once per checkout.</summary>
internal static class SharedHost
{
    public static string CacheFolder { get; } = Path.Combine(AppContext.BaseDirectory, "artifact-cache");

    public static FunctionHost Instance { get; } = new(new FunctionHostOptions { CacheFolder = CacheFolder });
}
