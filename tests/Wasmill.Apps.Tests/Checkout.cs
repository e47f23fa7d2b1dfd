namespace Wasmill.Apps.Tests;

internal static class Checkout
{
    /// <summary>The folder of the checkout that the tests run in.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Wasmill.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("the tests must run inside a checkout");
    }
}
