using Wasmill.Apps.Building;
using Wasmill.Apps.Building.C;

namespace Wasmill.Apps.Tests;

internal static class Clang
{
    /// <summary>Skips the test where C cannot be built, with what is missing.</summary>
    public static void SkipWithout()
    {
        try
        {
            Task.Run(() => ClangToolchain.FindAsync(
                Environment.GetEnvironmentVariable("PATH")!, null, TestContext.Current.CancellationToken)).GetAwaiter().GetResult();
        }
        catch (BuildException missing)
        {
            Assert.Skip(missing.Message);
        }
    }
}
