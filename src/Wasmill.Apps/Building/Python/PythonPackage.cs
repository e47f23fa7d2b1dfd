using Wasmill.Functions;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Hosting;
using Wasmill.Functions.Snapshots;
using Wasmill.Storage;

namespace Wasmill.Apps.Building.Python;

// Tested by: PythonPackageTests
/// <summary>The Python that this program brings, and its compiled code for a package: a new machine need not compile it.</summary>
public static class PythonPackage
{
    /// <summary>The version of Python in functions.</summary>
    public static string PythonVersion => PythonRuntime.Version;

    /// <summary>Compiles CPython for every machine of this architecture.</summary>
    /// <param name="folder">The folder for the code; created.</param>
    /// <param name="digests">The file for the digests, which become part of the program (<c>-p:PackagedCode=FILE</c>).</param>
    public static async Task WriteAsync(string folder, string digests)
    {
        var cache = PrivateFiles.CreateTemporaryFolder("wasmill-package-");
        try
        {
            await using var host = new FunctionHost(new FunctionHostOptions { CacheFolder = cache, CodeTarget = CodeTarget.AnyMachine });
            using var runtime = new ModuleSnapshotter(host, PythonRuntime.Read());
            PackagedCode.Write(cache, runtime.CodeKey, folder, digests);
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }
}
