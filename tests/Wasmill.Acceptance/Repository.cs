namespace Wasmill.Acceptance;

/// <summary>Where things lie in the checkout.</summary>
public static class Repository
{
    /// <summary>The checkout's folder: the nearest one above the test assembly that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The assembly under test: what <c>./wasmill --build-only</c> built (<c>WASMILL_DLL</c>), else the Release build of the solution.</summary>
    public static string ToolAssembly { get; } = Environment.GetEnvironmentVariable("WASMILL_DLL") is { Length: > 0 } given
        ? given
        : Path.Combine(Root, "artifacts", "bin", "Wasmill", "release", "wasmill.dll");

    /// <summary>A file of the acceptance inputs that lie beside the checkout; skips the test when they are absent.</summary>
    public static string Shared(params string[] path)
    {
        var file = Path.Combine([Root, "..", "shared", .. path]);
        Assert.SkipUnless(File.Exists(file), $"the acceptance input {Path.Combine(path)} is not beside this checkout");
        return file;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Wasmill.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("the tests must run inside a checkout");
    }
}
