namespace Wasmill.Testing;

/// <summary>The checkout that the tests run in.</summary>
public static class Checkout
{
    /// <summary>Its folder: the nearest one above the test assembly that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the C guests (tests/guests).</summary>
    public static string Guests { get; } = System.IO.Path.Combine(Root, "tests", "guests");

    /// <summary>A file or folder of the checkout.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>The module of a C guest: <c>echo</c> for tests/guests/echo.wasm.</summary>
    public static string Guest(string name) => System.IO.Path.Combine(Guests, name + ".wasm");

    /// <summary>A file of the inputs that lie beside the checkout, in ../shared; skips the test when it is absent.</summary>
    public static string Shared(params string[] parts)
    {
        var file = System.IO.Path.Combine([Root, "..", "shared", .. parts]);
        Assert.SkipUnless(File.Exists(file), $"the input {System.IO.Path.Combine(parts)} is not in ../shared beside this checkout");
        return file;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Wasmill.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("the tests must run inside a checkout");
    }
}
